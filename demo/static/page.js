// The control page: asks once a second how things stand, and shows it.

const boot = JSON.parse(document.getElementById("boot").textContent);
const $ = (id) => document.getElementById(id);
const kept = {
  get: (key) => { try { return sessionStorage.getItem(key); } catch { return null; } },
  set: (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* a private window keeps nothing */ } },
};

let language = kept.get("language") ?? boot.language;
let viewer = kept.get("viewer") ?? boot.viewer;
let open = null;
let state = null;
let drawn = "";
const done = new Set(JSON.parse(kept.get("done") ?? "[]"));

const text = (key, values = {}) =>
  Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), boot.texts[language][key]);

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

const face = (key, size) => el("img", { src: `/faces/${key}.png`, alt: "", width: size, height: size });

async function ask(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

async function refresh() {
  try {
    state = await ask(`/api/state?viewer=${viewer}&lang=${language}`);
  } catch {
    $("moved").textContent = text("ended");
    return;
  }
  $("now").textContent = state.now;
  if (open && state.serial > open.serial) {
    close();
    $("moved").textContent = text("elsewhere");
  }
  const shown = JSON.stringify([state.places, state.due, state.people, state.roles, state.events, viewer, language, open]);
  if (shown === drawn) return; // nothing to redraw: what has the focus keeps it
  drawn = shown;
  drawMe();
  drawPlaces();
  drawDue();
  drawPeople();
}

function drawMe() {
  const me = state.people.find((person) => person.key === viewer);
  $("me-face").src = `/faces/${viewer}.png`;
  $("me-name").textContent = me.name;
  $("me-bio").textContent = me.bio;
  $("me-bio").lang = me.language;
  $("me-roles").replaceChildren(...state.roles.map((role) => el("span", { class: "role" }, role)));
  $("me-roles").title = text("roles");
}

function drawPlaces() {
  const of = (kind) => state.places.filter((place) => place.kind === kind);
  const threads = of("thread").sort((a, b) => (BigInt(b.latest) > BigInt(a.latest) ? 1 : -1));
  const all = kept.get("threads") === "all";
  const few = threads.filter((place, index) => all || index < 4 || place.unread);
  const channels = state.places.filter((place) => place.kind === "channel" || place.kind === "forum");
  const posts = (forum) => of("post").filter((place) => place.parent === forum.id);
  const parts = [...drawEvents(), el("h2", {}, text("channels")), ...channels.flatMap((place) => [place, ...posts(place)]).map(placeButton)];
  if (threads.length) parts.push(el("h2", {}, text("threads")), ...few.map(placeButton));
  if (few.length < threads.length) {
    parts.push(el("button", { class: "quiet more", type: "button", onclick: () => { kept.set("threads", "all"); drawn = ""; refresh(); } }, `+ ${threads.length - few.length}`));
  }
  if (of("dm").length) parts.push(el("h2", {}, text("dms")), ...of("dm").map(placeButton));
  $("places").replaceChildren(...parts);
}

function drawEvents() {
  if (!state.events.length) return [];
  const keep = (event) => kept.set("events", event.currentTarget.open ? "open" : "");
  const items = state.events.map((event) => el("li", {}, event.what, el("small", {}, `${event.when} · ${event.where}`)));
  return [el("details", { class: "events", open: kept.get("events") === "open", ontoggle: keep },
    el("summary", { class: "place" }, el("span", { class: "sign", "aria-hidden": "true" }, "🗓"), el("span", { class: "label" }, text("events")),
      el("span", { class: "badge" }, String(items.length))), el("ul", { class: "due" }, ...items))];
}

function placeButton(place) {
  const sign = { channel: "#", forum: "🗂", post: "💬", thread: "💬", dm: "✉" }[place.kind];
  const count = place.unread > 99 ? "99+" : String(place.unread);
  const calls = place.mentions > 0 || place.kind === "dm";
  return el("button", {
    class: `place ${place.kind}${place.unread ? " unread" : ""}`,
    type: "button",
    title: place.name,
    "aria-current": String(open?.id === place.id && open?.viewer === viewer),
    onclick: () => show({ place: place.id }),
  }, el("span", { class: "sign", "aria-hidden": "true" }, sign), el("span", { class: "label" }, place.name),
  ...(place.unread ? [el("span", { class: `badge${calls ? " calls" : ""}` }, count)] : []));
}

function drawDue() {
  const items = state.due.map((due) => el("li", {}, due.what, el("small", {}, `${due.when} · ${due.wait}`)));
  $("due").replaceChildren(...(items.length ? items : [el("li", {}, text("nothing_due"))]));
}

function drawPeople() {
  $("people-list").replaceChildren(...state.people.map((person) => el("li", {}, el("button", {
    class: "person", type: "button", title: person.bio, "aria-current": String(person.key === viewer),
    onclick: () => { $("people").close(); become(person.key); },
  }, face(person.key, 44), el("span", {}, el("strong", {}, person.name), el("small", {}, `${text(person.part)} · ${person.language}`)),
  ...(person.calls ? [el("span", { class: "badge calls" }, String(person.calls))] : [])))));
}

function drawTries() {
  let part = "";
  $("tries").replaceChildren(...boot.tries.flatMap((tongues, index) => {
    const tried = tongues[language];
    const heading = tried.part === part ? [] : [el("li", { class: "part" }, text(tried.part))];
    part = tried.part;
    const does = el("div", { class: "do" });
    if (tried.clock) {
      does.append(el("button", { type: "button", onclick: () => { finish(index); move(tried.clock); } }, text(tried.clock)));
    } else {
      does.append(el("button", { type: "button", title: text("go"), onclick: () => { finish(index); go(tried); } },
        face(tried.key, 18), `${tried.name} → #${tried.place}`));
    }
    if (tried.command) {
      does.append(el("button", { type: "button", title: text("copy"), onclick: (event) => copy(event.currentTarget, tried.command) },
        el("span", { "aria-hidden": "true" }, "📋"), el("code", {}, tried.command)));
    }
    return [...heading, el("li", { class: done.has(index) ? "done" : "" }, el("p", {}, tried.text), does)];
  }));
}

function finish(index) {
  done.add(index);
  kept.set("done", JSON.stringify([...done]));
  drawTries();
}

async function copy(button, words) {
  try { await navigator.clipboard.writeText(words); } catch { return; }
  button.lastElementChild.textContent = text("copied");
  setTimeout(() => { button.lastElementChild.textContent = words; }, 1200);
}

async function become(key) {
  viewer = key;
  kept.set("viewer", key);
  if (open) await show({ place: open.id }).catch(() => close());
  await refresh();
}

async function go(tried) {
  viewer = tried.key;
  kept.set("viewer", viewer);
  await show({ channel: tried.channel });
}

async function show(where) {
  const shown = await ask("/api/open", { viewer, ...where });
  open = { id: shown.id, viewer, serial: shown.serial };
  kept.set("place", shown.id);
  await refresh();
  const place = state.places.find((one) => one.id === shown.id);
  $("view-face").src = `/faces/${viewer}.png`;
  $("view-name").textContent = (place?.kind === "channel" ? "#" : "") + (place?.name ?? "");
  $("own-tab").href = shown.url;
  $("frame").replaceChildren(el("iframe", { src: shown.url, title: place?.name ?? "", allow: "clipboard-write" }));
  $("view").classList.add("open");
}

function close() {
  open = null;
  $("view").classList.remove("open");
  $("frame").replaceChildren();
}

async function move(to) {
  const buttons = document.querySelectorAll("[data-move]");
  buttons.forEach((button) => { button.disabled = true; });
  $("moved").textContent = text("moving");
  try {
    const { ran } = await ask("/api/time", { to });
    $("moved").textContent = ran === 0 ? text("ran_none") : ran === 1 ? text("ran_one") : text("ran", { n: ran });
  } catch (error) {
    $("moved").textContent = error.message;
  }
  buttons.forEach((button) => { button.disabled = false; });
  await refresh();
}

function speak(tongue) {
  language = tongue;
  kept.set("language", tongue);
  document.documentElement.lang = tongue;
  document.title = text("title");
  document.querySelectorAll("[data-text]").forEach((node) => { node.textContent = text(node.dataset.text); });
  document.querySelectorAll("[data-language]").forEach((node) => node.setAttribute("aria-pressed", String(node.dataset.language === tongue)));
  drawTries();
  drawn = "";
  return refresh();
}

document.querySelectorAll("[data-language]").forEach((node) => node.addEventListener("click", () => speak(node.dataset.language)));
document.querySelectorAll("[data-move]").forEach((node) => node.addEventListener("click", () => move(node.dataset.move)));
$("me").addEventListener("click", () => $("people").showModal());
$("people-close").addEventListener("click", () => $("people").close());
$("people").addEventListener("click", (event) => { if (event.target === $("people")) $("people").close(); });
$("back").addEventListener("click", close);

await speak(language);
if (matchMedia("(min-width: 721px)").matches) {
  await show(kept.get("place") ? { place: kept.get("place") } : { channel: "announcements" }).catch(() => close());
}
setInterval(refresh, 1000);
