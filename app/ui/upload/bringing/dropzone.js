// Sends files, one after the other, each as the raw body of a PUT, so that neither browser nor server holds one in memory.
const MEGABYTE = 1e6

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector)
  const [zone, input, sending, problem] = [".zone", "input", ".sending", ".problem"].map(find)
  const uploads = new URL("api/v1/uploads/", location.href) // the page is /upload, below whatever prefix there is
  const state = (zone.state ??= { request: null, asked: false }) // outlives the page's runs, each of which calls this

  find("#invitation").textContent = data.invitation
  find("#limits").textContent = data.limits
  input.multiple = data.several
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
  const refusal = (file) => {
    if (file.size > data.most_bytes) return `${file.name} has ${(file.size / MEGABYTE).toFixed(0)} MB. ${data.limits}`
    return file.size === 0 ? `${file.name} is empty. Choose a file with at least one row.` : ""
  }
  const put = (file, told) =>
    new Promise((received, failed) => {
      const request = (state.request = new XMLHttpRequest())
      request.upload.onprogress = (event) => told(event.loaded)
      request.onload = () => {
        let answer = {}
        try { answer = JSON.parse(request.responseText) } catch { /* not our API: told apart below */ }
        if (answer.upload_id) return received(answer.upload_id)
        failed([answer.error?.message ?? data.refused, answer.error?.hint].filter(Boolean).join(" "))
      }
      request.onerror = () => failed(data.lost)
      request.onabort = () => failed("Stopped. Nothing was kept.")
      request.open("PUT", new URL(encodeURIComponent(file.name), uploads))
      request.setRequestHeader("X-Requested-With", "tablecast")
      request.send(file)
    })
  const send = async (files) => {
    if (!files.length || sending.hidden === false) return
    const refused = files.map(refusal).find(Boolean)
    if (refused) return show(false, refused)
    show(true)
    const total = files.reduce((sum, file) => sum + file.size, 0)
    const ids = []
    let before = 0
    try {
      for (const [number, file] of files.entries()) {
        find(".name").textContent = files.length > 1 ? `${file.name} (${number + 1} of ${files.length})` : file.name
        progress(before, total)
        ids.push(await put(file, (done) => progress(before + done, total)))
        before += file.size
      }
      show(false)
      setTriggerValue("received", ids.join(","))
    } catch (words) {
      show(false, String(words))
    }
  }
  const chosen = (list) => send(data.several ? [...list] : [...list].slice(0, 1))
  const pasted = (event) => {
    const inField = event.composedPath()[0].closest?.("input, textarea, [contenteditable=true], [role=combobox]")
    if (inField || !zone.isConnected || zone.hidden) return
    const text = event.clipboardData.getData("text/plain")
    if (event.clipboardData.files.length) chosen(event.clipboardData.files)
    else if (text.trim()) send([new File([text], data.pasted, { type: "text/plain" })])
  }

  zone.onclick = () => input.click()
  input.onchange = () => { chosen(input.files); input.value = "" }
  find(".stop").onclick = () => state.request?.abort()
  zone.ondragover = (event) => { event.preventDefault(); zone.classList.add("over") }
  zone.ondragleave = () => zone.classList.remove("over")
  zone.ondrop = (event) => {
    event.preventDefault()
    zone.classList.remove("over")
    chosen(event.dataTransfer.files)
  }
  document.removeEventListener("paste", state.pasted)
  state.pasted = data.pasted ? pasted : null
  if (state.pasted) document.addEventListener("paste", state.pasted)
  if (!state.asked) {
    state.asked = true
    fetch(new URL("api/v1/health/live", location.href))
      .then((answer) => answer.headers.get("content-type")?.includes("json") || Promise.reject()) // not the SPA's page
      .catch(() => setStateValue("unreachable", true))
  }
  return () => {
    state.request?.abort()
    document.removeEventListener("paste", state.pasted)
  }
}
