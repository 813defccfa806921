// The first rows: the value as it would be stored, and under it the file's text where the two differ.
// Texts of the file go in as textContent only: whatever they look like, they stay text.
export default function ({ data, parentElement }) {
  const scroll = parentElement.querySelector(".scroll")
  if (scroll.drawn === data.stamp) return
  scroll.drawn = data.stamp
  const make = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text })
  const head = document.createElement("tr")
  head.append(make("th", "", "Row"))
  for (const column of data.columns) {
    const title = make("th", "", "")
    title.scope = "col"
    title.title = column.name
    title.append(make("span", "title", column.name), make("span", "kind", column.kind))
    head.append(title)
  }
  const rows = data.rows.map(([number, cells]) => {
    const row = document.createElement("tr")
    const label = make("th", "", String(number))
    label.scope = "row"
    row.append(label)
    cells.forEach(([value, raw, why], at) => {
      const cell = make("td", data.columns[at].numeric ? "number" : "", "")
      if (why) {
        cell.classList.add("problem")
        cell.title = `${why}: this cell would be empty`
        cell.append(make("span", "why", why))
      } else cell.append(value === null ? make("span", "none", "empty") : document.createTextNode(value))
      if (raw !== null) cell.append(make("span", "raw", raw))
      row.append(cell)
    })
    return row
  })
  scroll.querySelector("thead").replaceChildren(head)
  scroll.querySelector("tbody").replaceChildren(...rows)
  scroll.classList.toggle("only", !data.texts)
}
