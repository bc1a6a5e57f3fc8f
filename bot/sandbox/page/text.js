// Turns a text with entities into DOM nodes. Offsets count UTF-16 units, as JavaScript strings do.
import { el } from "./dom.js";

/** The payload of a link that starts this bot, or null. */
export function startPayload(address, username) {
  try {
    const url = new URL(address);
    if (url.protocol === "tg:" && url.host === "resolve" && url.searchParams.get("domain") === username) {
      return url.searchParams.get("start");
    }
    if (["t.me", "telegram.me"].includes(url.host) && url.pathname === `/${username}`) {
      return url.searchParams.get("start");
    }
  } catch {
    // Not an address: nothing to start.
  }
  return null;
}

/** Addresses in a message: links in its text and buttons with a URL. */
export function addresses(message) {
  const found = [];
  for (const e of message.entities ?? []) {
    if (e.type === "text_link") found.push(e.url);
    if (e.type === "url") found.push(message.text.substr(e.offset, e.length));
  }
  for (const row of message.buttons ?? []) for (const b of row) if (b.url) found.push(b.url);
  return found;
}

function link(address, hooks) {
  const payload = startPayload(address, hooks.username);
  if (payload !== null) {
    return el("a", { href: address, onclick: (e) => { e.preventDefault(); hooks.start(payload); } });
  }
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" });
}

function wrapper(entity, text, hooks) {
  switch (entity.type) {
    case "bold": return el("b");
    case "italic": return el("i");
    case "underline": return el("u");
    case "strikethrough": return el("s");
    case "code": return el("code");
    case "pre": return el("pre", { "data-language": entity.language });
    case "blockquote": return el("blockquote");
    case "expandable_blockquote": return el("blockquote", { class: "long", onclick: (e) => e.currentTarget.classList.toggle("open") });
    case "spoiler": return el("span", { class: "spoiler", title: "点按显示", onclick: (e) => e.currentTarget.classList.add("open") });
    case "text_link": return link(entity.url, hooks);
    case "url": return link(text.substr(entity.offset, entity.length), hooks);
    case "bot_command": return el("button", { type: "button", class: "command", onclick: () => hooks.command(text.substr(entity.offset, entity.length)) });
    default: return el("span");
  }
}

/** Nodes of text[from, to). Entities come outer before inner; one that ends late is cut. */
function nodes(text, from, to, entities, hooks) {
  const out = [];
  let at = from;
  for (let i = 0; i < entities.length; i++) {
    const e = entities[i];
    const start = Math.max(e.offset, at);
    const end = Math.min(e.offset + e.length, to);
    if (start >= end) continue;
    if (start > at) out.push(text.slice(at, start));
    const box = wrapper(e, text, hooks);
    const inner = [];
    while (i + 1 < entities.length && entities[i + 1].offset < end) inner.push(entities[++i]);
    box.append(...nodes(text, start, end, inner, hooks));
    out.push(box);
    at = end;
    // A block ends its line by itself; the line break after it would show as an empty line.
    if (["pre", "blockquote", "expandable_blockquote"].includes(e.type) && text[at] === "\n" && at < to) at++;
    // What reaches over the end of this entity goes on after it.
    const over = inner.filter((x) => x.offset + x.length > end).map((x) => ({ ...x, offset: end, length: x.offset + x.length - end }));
    entities = [...entities.slice(0, i + 1), ...over, ...entities.slice(i + 1)];
  }
  if (at < to) out.push(text.slice(at, to));
  return out;
}

/**
 * The formatted text of a message. hooks: username of the bot, command(text) and start(payload)
 * for taps on commands and start links.
 */
export function formatted(text, entities, hooks) {
  return nodes(text, 0, text.length, entities ?? [], hooks);
}
