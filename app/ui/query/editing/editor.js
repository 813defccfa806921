// The SQL editor. Text lives here; Python gets it when it is run, and when the person turns to something else.
const PLAIN_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u
const MOST_OPEN = 30 // columns of a table that is open from the beginning
const DRAFT = "tablecast.query.draft" // survives a reload of this tab
const KEYWORDS =
  "all and anti any as asc asof between by case cast columns cross cube default desc describe distinct else end escape except " +
  "exclude exists explain false filter following for from full group grouping having ilike in inner intersect interval into is " +
  "join lateral left like limit natural not null nulls offset on or order outer over partition pivot positional preceding " +
  "qualify recursive replace right rollup rows select semi sets show similar summarize tables tablesample then to trailing true " +
  "try_cast unbounded union unpivot using values when where window with within"
const TYPES =
  "bigint blob boolean char date decimal double float hugeint int integer interval json map numeric real smallint struct text time timestamp " +
  "timestamptz tinyint ubigint uinteger uuid varchar"
const FUNCTIONS =
  "abs any_value approx_count_distinct arg_max arg_min avg ceil coalesce concat contains corr count count_if date_diff date_part date_trunc " +
  "day dayname dense_rank ends_with entropy extract first floor format greatest hour if ifnull isnan kurtosis lag last lead least left length " +
  "list ln log lower ltrim mad max median min mode month monthname now nth_value ntile nullif percent_rank quantile_cont quantile_disc quarter " +
  "random rank regexp_extract regexp_matches regexp_replace replace right round row_number rtrim skewness split_part sqrt starts_with stddev " +
  "strftime string_agg string_split strptime substring sum time_bucket trim try_strptime upper var_pop variance week year"

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector)
  const host = find(".editor")
  const room = (host.room ??= { view: null, version: null, text: "", sent: null, tables: "" }) // outlives the page's runs
  room.data = data

  const text = () => (room.view ? room.view.state.doc.toString() : room.text)
  const tell = () => {
    if (text() === room.sent) return
    room.sent = text()
    setStateValue("sql", room.sent)
  }
  const ask = (action) => {
    if (room.data.running || !text().trim()) return
    tell() // what is saved or shared afterwards is what ran
    setTriggerValue("asked", { action, sql: text() })
  }

  find(".run").onclick = () => ask("run")
  find(".explain").onclick = () => ask("explain")
  find(".run").disabled = find(".explain").disabled = data.running
  find("kbd").textContent = /Mac|iP/.test(navigator.platform) ? "⌘⏎" : "Ctrl+Enter"

  if (room.tables !== JSON.stringify(data.tables)) {
    room.tables = JSON.stringify(data.tables)
    if (matchMedia("(max-width: 760px)").matches) find(".tables").open = false
    drawTables(find, data.tables, (name) => insert(room, name))
    if (room.view) room.reload()
  }
  room.loading ??= import(new URL(data.module, location.href))
    .then((cm) => build(cm, room, host, parentElement, { ask, tell, where: find(".where") }))
    .catch((error) => { console.info("The editor did not load.", error); setStateValue("unreachable", true) })
  room.loading.then(() => room.view && refresh(room))
  return () => room.view?.destroy()
}

function refresh(room) {
  const { data, view } = room
  if (data.version !== room.version) {
    room.version = data.version
    const draft = data.version === 0 && !data.sql ? sessionStorage.getItem(DRAFT) : null
    room.write(draft ?? data.sql)
    room.sent = data.sql
  }
  room.mark(data.mark && data.mark.sql === view.state.doc.toString() ? data.mark : null)
}

function build(cm, room, host, root, { ask, tell, where }) {
  const { EditorState, EditorView, StateEffect, StateField, Compartment, Decoration } = cm
  const setMark = StateEffect.define()
  const marks = StateField.define({
    create: () => Decoration.none,
    update(found, transaction) {
      for (const effect of transaction.effects) if (effect.is(setMark)) return effect.value
      return transaction.docChanged ? Decoration.none : found // what was wrong is being mended
    },
    provide: (field) => EditorView.decorations.from(field),
  })
  const dialect = cm.SQLDialect.define({ keywords: KEYWORDS, types: TYPES, doubleDollarQuotedStrings: true, operatorChars: "*+-%<>!=&|~^/:@" })
  const language = new Compartment()
  const speak = () => cm.sql({ dialect, schema: schemaOf(room.data), upperCaseKeywords: true })
  const functions = FUNCTIONS.split(" ").map((label) => ({ label, type: "function", apply: label + "(" }))
  const complete = (context) => {
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u)
    if (!word || context.state.sliceDoc(word.from - 1, word.from) === ".") return null // after a dot, the schema knows
    return { from: word.from, options: [...columnsNamed(room.data, context.state.doc.toString()), ...functions] }
  }
  const colours = cm.HighlightStyle.define([
    { tag: [cm.tags.keyword, cm.tags.operatorKeyword], class: "t-keyword" },
    { tag: [cm.tags.string, cm.tags.special(cm.tags.string)], class: "t-string" },
    { tag: [cm.tags.number, cm.tags.bool, cm.tags.null], class: "t-number" },
    { tag: [cm.tags.lineComment, cm.tags.blockComment], class: "t-comment" },
    { tag: [cm.tags.typeName, cm.tags.standard(cm.tags.name)], class: "t-function" },
  ])
  const ended = (view, action) => (cm.closeCompletion(view), ask(action), true)
  const keys = [
    { key: "Mod-Enter", run: (view) => ended(view, "run") },
    { key: "Mod-Shift-Enter", run: (view) => ended(view, "explain") },
    { key: "Tab", run: cm.acceptCompletion },
  ]
  room.view = new EditorView({
    parent: host,
    root,
    state: EditorState.create({
      doc: "",
      extensions: [
        cm.Prec.highest(cm.keymap.of(keys)),
        cm.lineNumbers(), cm.highlightSpecialChars(), cm.history(), cm.drawSelection(), cm.indentOnInput(),
        cm.bracketMatching(), cm.closeBrackets(), cm.autocompletion({ icons: false }), cm.syntaxHighlighting(colours),
        language.of(speak()), dialect.language.data.of({ autocomplete: complete }), marks,
        cm.placeholder("SELECT …"), EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "SQL", spellcheck: "false" }),
        cm.keymap.of([...cm.closeBracketsKeymap, ...cm.completionKeymap, ...cm.historyKeymap, ...cm.defaultKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            sessionStorage.setItem(DRAFT, update.state.doc.toString())
            where.textContent = ""
          }
        }),
        EditorView.domEventHandlers({ blur: (_event, view) => { cm.closeCompletion(view); tell() } }),
      ],
    }),
  })
  room.reload = () => room.view.dispatch({ effects: language.reconfigure(speak()) })
  room.write = (sql) => room.view.dispatch({ changes: { from: 0, to: room.view.state.doc.length, insert: sql } })
  room.mark = (mark) => {
    const length = room.view.state.doc.length
    const [from, to] = mark ? [Math.min(mark.start, length), Math.min(mark.end, length)] : [0, 0]
    const found = from < to ? Decoration.set([Decoration.mark({ class: "wrong" }).range(from, to)]) : Decoration.none
    room.view.dispatch({ effects: setMark.of(found) })
    where.textContent = mark ? `Line ${mark.line}, column ${mark.column}` : ""
  }
}

function schemaOf(data) {
  const reserved = new Set(data.reserved)
  const column = (c) => ({ label: c.name, type: "property", detail: c.kind, apply: quoted(c.name, reserved) })
  return Object.fromEntries(data.tables.map((t) => [t.name, { self: { label: t.name, type: "class", detail: t.rows }, children: t.columns.map(column) }]))
}

function columnsNamed(data, sql) {
  // The columns of the tables that the text names, before functions and keywords.
  const reserved = new Set(data.reserved)
  const words = new Set(sql.toLowerCase().split(/[^\p{L}\p{N}_]+/u))
  return data.tables.filter((table) => words.has(table.name.toLowerCase())).flatMap((table) =>
    table.columns.map((c) => ({ label: c.name, type: "property", detail: c.kind, apply: quoted(c.name, reserved), boost: 50 })))
}

function quoted(name, reserved) {
  return PLAIN_NAME.test(name) && !reserved.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`
}

function insert(room, name) {
  const view = room.view
  if (!view) return
  const { from } = view.state.selection.main
  const before = view.state.sliceDoc(Math.max(0, from - 1), from)
  const space = before && !/[\s(.,]/.test(before) ? " " : ""
  view.dispatch(view.state.replaceSelection(space + quoted(name, new Set(room.data.reserved))))
  view.focus()
}

function drawTables(find, tables, insertName) {
  const tree = find(".tree")
  const field = find("input")
  const make = (tag, words, more = {}) => Object.assign(document.createElement(tag), { textContent: words }, more)
  const name = (word, title) => {
    const button = make("button", word, { type: "button", title: `${title} Press to write its name.` })
    button.onclick = (event) => { event.preventDefault(); insertName(word) }
    return button
  }
  const columns = (table, wanted) => {
    const list = document.createElement("ul")
    for (const column of table.columns.filter(wanted)) {
      const line = document.createElement("li")
      line.append(name(column.name, `${column.name}: ${column.type}.`), make("small", column.kind))
      list.append(line)
    }
    if (table.more) list.append(make("li", `and ${table.more} more columns`, { className: "none" }))
    return list
  }
  const draw = () => {
    const words = field.value.trim().toLowerCase()
    const has = (thing) => thing.name.toLowerCase().includes(words)
    const shown = tables.filter((table) => !words || has(table) || table.columns.some(has))
    tree.replaceChildren(...shown.map((table, at) => {
      const details = document.createElement("details")
      const summary = document.createElement("summary")
      summary.append(name(table.name, `${table.title}, version ${table.version}.`), make("small", table.rows))
      details.append(summary)
      const fill = () => details.open && details.children.length === 1 && details.append(columns(table, words && !has(table) ? has : () => true))
      details.ontoggle = fill // columns are made when they are looked at: a table may have thousands
      details.open = Boolean(words) || (at === 0 && table.columns.length <= MOST_OPEN)
      fill()
      return details
    }))
    if (!shown.length) tree.append(make("p", tables.length ? "Nothing is called so." : "No tables yet. Bring a file first.", { className: "none" }))
  }
  field.hidden = tables.length === 0
  field.oninput = draw
  draw()
}
