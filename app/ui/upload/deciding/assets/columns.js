// The columns of a file that is looked at: rename, leave out, choose kinds, one by one or many at once.
// Rows are kept between the page's runs and changed in place, so that focus and scroll stay where they were.
// Texts of the file go in as textContent or value only: whatever they look like, they stay text.
const SYMBOLS = ["sure", "likely", "please check"]

export default function ({ data, parentElement, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector)
  const body = find("tbody")
  const state = (body.state ??= { rows: new Map(), picked: new Set(), kept: "" })
  const choices = structuredClone(data.choices) // {names, types, exclude, trim}: what the draft says
  const columns = new Map(data.columns.map((column) => [column.key, column]))
  const shown = () => data.columns.filter((column) => !state.rows.get(column.key).hidden)
  const chosen = () => shown().filter((column) => state.picked.has(column.key)).map((column) => column.key)

  const send = () => setTriggerValue("chosen", choices)
  const into = (list, key, wanted) => (wanted ? [...new Set([...list, key])] : list.filter((one) => one !== key))
  const setKind = (key, kind) => {
    if (kind && kind !== columns.get(key).found) choices.types[key] = kind
    else delete choices.types[key]
  }
  const setName = (key, name) => {
    const given = name.trim()
    if (given && given !== key) choices.names[key] = given
    else delete choices.names[key]
  }
  const option = (value, words) => Object.assign(document.createElement("option"), { value, textContent: words })
  const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties)
  const cell = (row, className, ...children) => {
    const made = make("td", { className })
    made.append(...children)
    row.append(made)
    return made
  }

  const build = (key) => {
    const row = make("tr")
    const pick = make("input", { type: "checkbox" })
    pick.setAttribute("aria-label", `Choose ${key}`)
    const keep = make("input", { type: "checkbox" })
    keep.setAttribute("aria-label", `Import ${key}`)
    const name = make("input", { type: "text", className: "name", maxLength: 120 })
    name.setAttribute("aria-label", `Name of ${key}`)
    const kind = make("select")
    kind.setAttribute("aria-label", `Kind of ${key}`)
    kind.append(...data.kinds.map(([value, words]) => option(value, words)))
    const sure = make("span", { className: "sure" })
    row.parts = { pick, keep, name, kind, sure }
    cell(row, "mark", pick)
    cell(row, "import", keep)
    cell(row, "", name)
    cell(row, "", kind)
    cell(row, "", sure)
    row.parts.missing = cell(row, "number")
    row.parts.misfits = cell(row, "number")
    row.parts.values = cell(row, "values")
    row.parts.original = cell(row, "original")
    return row
  }
  const update = (row, column) => {
    const { pick, keep, name, kind, sure, missing, misfits, values, original } = row.parts
    const out = choices.exclude.includes(column.key)
    pick.checked = state.picked.has(column.key)
    keep.checked = !out
    const focused = parentElement.activeElement ?? parentElement.getRootNode().activeElement
    if (name !== focused) name.value = choices.names[column.key] ?? column.key
    kind.value = choices.types[column.key] ?? column.kind
    sure.textContent = SYMBOLS[column.sure]
    sure.className = `sure sure-${column.sure}`
    sure.title = column.why
    missing.textContent = column.missing
    misfits.textContent = column.misfits
    misfits.className = `number ${column.misfits === "0" ? "" : "misfit"}`
    misfits.title = column.examples
    values.textContent = column.values
    values.title = column.values
    original.textContent = column.original
    original.title = column.original
    row.classList.toggle("out", out)
    row.classList.toggle("picked", pick.checked)
    row.classList.toggle("changed", out || column.key in choices.names || column.key in choices.types || choices.trim.includes(column.key))
    pick.onchange = () => { pick.checked ? state.picked.add(column.key) : state.picked.delete(column.key); tools() }
    keep.onchange = () => { choices.exclude = into(choices.exclude, column.key, !keep.checked); send() }
    name.onchange = () => { setName(column.key, name.value); send() }
    kind.onchange = () => { setKind(column.key, kind.value); send() }
  }
  const tools = () => {
    const words = find(".find").value.trim().toLowerCase()
    const only = find(".only").value
    for (const column of data.columns) {
      const row = state.rows.get(column.key)
      const text = `${column.key} ${choices.names[column.key] ?? ""}`.toLowerCase()
      const special = { check: column.sure === 2, misfits: column.misfits !== "0", changed: row.classList.contains("changed") }
      row.hidden = !text.includes(words) || (only && !(special[only] ?? column.kind === only))
      row.classList.toggle("picked", state.picked.has(column.key))
      row.parts.pick.checked = state.picked.has(column.key)
    }
    const [visible, many] = [shown().length, chosen().length]
    const few = visible === data.columns.length ? `${visible}` : `${visible} of ${data.columns.length}`
    find(".count").textContent = many ? `${many} chosen` : `${few} columns`
    find(".all").checked = many > 0 && many === visible
    find(".all").indeterminate = many > 0 && many < visible
    for (const tool of [".setkind", ".keep", ".drop", ".trim", ".reset"]) find(tool).disabled = !many
  }
  const together = (change) => () => { chosen().forEach(change); send() }

  const names = JSON.stringify([...columns.keys()])
  if (names !== state.kept) { // other columns than before: the table is built anew
    state.kept = names
    state.rows = new Map(data.columns.map((column) => [column.key, build(column.key)]))
    state.picked = new Set([...state.picked].filter((key) => columns.has(key)))
    body.replaceChildren(...state.rows.values())
  }
  if (!find(".only").options.length) {
    const special = [["", "All kinds"], ["check", "Please check"], ["misfits", "With misfits"], ["changed", "Changed"]]
    find(".only").append(...[...special, ...data.kinds].map(([value, words]) => option(value, words)))
    find(".setkind").append(option("", "Set kind …"), ...data.kinds.map(([value, words]) => option(value, words)))
  }
  data.columns.forEach((column) => update(state.rows.get(column.key), column))
  find(".find").oninput = tools
  find(".only").onchange = tools
  find(".all").onchange = () => {
    shown().forEach(({ key }) => (find(".all").checked ? state.picked.add(key) : state.picked.delete(key)))
    tools()
  }
  find(".setkind").onchange = () => {
    const kind = find(".setkind").value
    find(".setkind").value = ""
    together((key) => setKind(key, kind))()
  }
  find(".keep").onclick = together((key) => (choices.exclude = into(choices.exclude, key, false)))
  find(".drop").onclick = together((key) => (choices.exclude = into(choices.exclude, key, true)))
  find(".trim").onclick = together((key) => (choices.trim = into(choices.trim, key, true)))
  find(".reset").onclick = together((key) => {
    setKind(key, "")
    setName(key, "")
    choices.exclude = into(choices.exclude, key, false)
    choices.trim = into(choices.trim, key, false)
  })
  tools()
  find(".problem").hidden = !data.problem
  find(".problem").textContent = data.problem
}
