// Sends one file as the raw body of a PUT, so that neither the browser nor the server ever holds it in memory.
const MEGABYTE = 1e6

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector)
  const [zone, input, sending, problem] = [".zone", "input", ".sending", ".problem"].map(find)
  const uploads = new URL("api/v1/uploads/", location.href) // the page is /upload, below whatever prefix there is
  const state = (zone.state ??= { request: null, asked: false }) // outlives the page's runs, each of which calls this

  find("#limits").textContent = data.limits
  const show = (isSending, words = "") => {
    zone.hidden = isSending
    sending.hidden = !isSending
    problem.hidden = !words
    problem.textContent = words
  }
  const progress = (done, total) => {
    const percent = Math.round((100 * done) / total)
    find(".amount").textContent = `${(done / MEGABYTE).toFixed(1)} of ${(total / MEGABYTE).toFixed(1)} MB · ${percent}%`
    find(".bar").setAttribute("aria-valuenow", percent)
    find(".bar i").style.width = `${percent}%`
  }
  const answered = () => {
    let answer = {}
    try { answer = JSON.parse(state.request.responseText) } catch { /* not our API: told apart below */ }
    show(false, answer.upload_id ? "" : [answer.error?.message ?? data.refused, answer.error?.hint].filter(Boolean).join(" "))
    if (answer.upload_id) setTriggerValue("received", answer.upload_id)
  }
  const send = (file) => {
    if (!file || sending.hidden === false) return
    if (file.size > data.most_bytes) return show(false, `${file.name} has ${(file.size / MEGABYTE).toFixed(0)} MB. ${data.limits}`)
    if (file.size === 0) return show(false, `${file.name} is empty. Choose a file with at least one row.`)
    show(true)
    find(".name").textContent = file.name
    progress(0, file.size)
    const request = (state.request = new XMLHttpRequest())
    request.upload.onprogress = (event) => progress(event.loaded, file.size)
    request.onload = answered
    request.onerror = () => show(false, data.lost)
    request.onabort = () => show(false, "Stopped. Nothing was kept.")
    request.open("PUT", new URL(encodeURIComponent(file.name), uploads))
    request.setRequestHeader("X-Requested-With", "tablecast")
    request.send(file)
  }

  zone.onclick = () => input.click()
  input.onchange = () => { send(input.files[0]); input.value = "" }
  find(".stop").onclick = () => state.request?.abort()
  zone.ondragover = (event) => { event.preventDefault(); zone.classList.add("over") }
  zone.ondragleave = () => zone.classList.remove("over")
  zone.ondrop = (event) => {
    event.preventDefault()
    zone.classList.remove("over")
    send(event.dataTransfer.files[0])
  }
  if (!state.asked) {
    state.asked = true
    fetch(new URL("api/v1/health/live", location.href))
      .then((answer) => answer.headers.get("content-type")?.includes("json") || Promise.reject()) // not the SPA's page
      .catch(() => setStateValue("unreachable", true))
  }
  return () => state.request?.abort()
}
