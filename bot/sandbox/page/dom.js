// Small helpers to build elements. Text always becomes text nodes, never markup.

/** Builds an element: el("p", {class: "body", hidden: true, onclick: f}, child, "text"). */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined));
  return node;
}

const shapes = {
  send: "M3 20.5l19-8.5L3 3.5v6.6l11 1.9-11 1.9z",
  attach: "M20 11.5l-8.2 8.2a5.2 5.2 0 01-7.4-7.4l8.6-8.6a3.5 3.5 0 015 5l-8.6 8.5a1.7 1.7 0 01-2.4-2.4l7.7-7.7",
  down: "M6 9l6 6 6-6",
  dots: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  close: "M6 6l12 12M18 6L6 18",
};

/** An icon of the set above. */
export function icon(name) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(ns, "path");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}

const two = (n) => String(n).padStart(2, "0");

export function clock(iso) {
  const t = new Date(iso);
  return `${two(t.getHours())}:${two(t.getMinutes())}`;
}

export function day(iso) {
  const t = new Date(iso);
  const now = new Date();
  const midnight = (d) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
  const ago = Math.round((midnight(now) - midnight(t)) / 86400000);
  if (ago === 0) return "今天";
  if (ago === 1) return "昨天";
  const date = `${t.getMonth() + 1}月${t.getDate()}日`;
  return t.getFullYear() === now.getFullYear() ? date : `${t.getFullYear()}年${date}`;
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/**
 * Lets the arrow keys go from one button to the next in a row or column, with Home and End; chosen
 * is called with the button arrived at.
 */
export function rove(box, back, on, chosen) {
  box.addEventListener("keydown", (e) => {
    const all = [...box.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement);
    const to = { [back]: at - 1, [on]: at + 1, Home: 0, End: all.length - 1 }[e.key];
    if (at < 0 || to === undefined) return;
    e.preventDefault();
    const next = all[(to + all.length) % all.length];
    next.focus();
    chosen?.(next);
  });
}

/** Where a menu opens: at the pointer, or under the button when it was pressed by a key. */
export function place(e) {
  if (e.clientX || e.clientY) return [e.clientX, e.clientY];
  const box = e.currentTarget.getBoundingClientRect();
  return [box.left, box.bottom];
}

const box = document.querySelector(".popup");
rove(box, "ArrowUp", "ArrowDown");

/**
 * Shows the shared popup with [label, action] items near a point. It closes on any other click, on
 * Escape and on Tab, and gives the focus back.
 */
export function popup([x, y], items) {
  const before = document.activeElement;
  const shut = () => {
    box.hidden = true;
    removeEventListener("pointerdown", outside, true);
    removeEventListener("keydown", key, true);
  };
  const outside = (e) => { if (!box.contains(e.target)) shut(); };
  const key = (e) => {
    if (e.key !== "Escape" && e.key !== "Tab") return;
    e.preventDefault();
    shut();
    before?.focus({ preventScroll: true });
  };
  box.replaceChildren(...items.map(([label, action]) => el("li", { role: "none" },
    el("button", { type: "button", role: "menuitem", onclick: () => { shut(); before?.focus({ preventScroll: true }); action(); } }, label))));
  box.hidden = false;
  const size = box.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(x, innerWidth - size.width - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(y, innerHeight - size.height - 8))}px`;
  box.querySelector("button")?.focus({ preventScroll: true });
  addEventListener("pointerdown", outside, true);
  addEventListener("keydown", key, true);
}
