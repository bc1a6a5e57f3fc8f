// One phone: the chat of one person with the bot.
import { day, el, icon, place, popup } from "./dom.js";
import { act } from "./api.js";
import { addresses, startPayload } from "./text.js";
import { draw } from "./message.js";
import { Composer } from "./composer.js";

const nearBottom = 90; // pixels from the end of the history that still count as reading the newest
const longestSpin = 30000; // milliseconds after which a button stops waiting for its answer

export class Phone {
  /** app: bot, phones(), isVisible(phone), unreadChanged(). */
  constructor(app, person, index) {
    this.app = app;
    this.user = person.id;
    this.person = person;
    this.messages = new Map(); // id -> {data, node}
    this.taps = new Map(); // query id -> {message, data}
    this.unread = 0;
    this.hooks = { username: app.bot.username, command: (t) => this.composer.say(t), start: (p) => this.start(p) };
    this.botName = app.bot.name;
    this.composer = new Composer(this);
    this.history = el("div", { class: "history", role: "log", "aria-label": `${person.name}与${this.botName}的聊天`, onscroll: () => this.scrolled() });
    this.status = el("span", { class: "status" }, "机器人");
    this.bottomBadge = el("span", { class: "badge", hidden: true });
    this.toBottom = el("button", { type: "button", class: "to-bottom", hidden: true, "aria-label": "到最新消息", onclick: () => this.scrollDown(true) }, icon("down"), this.bottomBadge);
    this.ownerBadge = el("span", { class: "badge", hidden: true });
    const head = el("header", { class: "chat-head" },
      el("span", { class: "avatar", "aria-hidden": "true" }, [...this.botName][0]),
      el("div", { class: "title" }, el("b", {}, this.botName), this.status),
      el("button", { type: "button", class: "icon dots", "aria-label": "更多", "aria-haspopup": "menu", onclick: (e) => this.headMenu(e) }, icon("dots")));
    this.device = el("div", {
      class: "device",
      ondragover: (e) => { e.preventDefault(); this.device.classList.add("dropping"); },
      ondragleave: (e) => { if (!this.device.contains(e.relatedTarget)) this.device.classList.remove("dropping"); },
      ondrop: (e) => { e.preventDefault(); this.device.classList.remove("dropping"); this.composer.files(e.dataTransfer.files); },
    }, head, this.history, this.toBottom, this.composer.node);
    this.node = el("section", { class: "phone", id: `phone-${this.user}`, role: "tabpanel", "data-user": this.user, "aria-label": `${person.name}的手机` },
      el("div", { class: "owner" },
        el("span", { class: "avatar", "data-tint": index % 4, "aria-hidden": "true" }, [...person.name][0] ?? "?"),
        el("span", { class: "name" }, person.name), el("span", { class: "role" }, person.role ?? ""), this.ownerBadge),
      this.device);
    // Who reads the newest message keeps seeing it when the window or the input changes its size.
    this.pinned = true;
    new ResizeObserver(() => { if (this.pinned) this.history.scrollTop = this.history.scrollHeight; }).observe(this.history);
  }

  /** Takes a state of this person in; first is true for the whole history. */
  update(state, first) {
    this.person = state;
    const following = this.atBottom();
    for (const id of state.deleted) this.remove(id);
    let mine = false;
    for (const m of state.messages) {
      const isNew = this.put(m, first);
      if (isNew && !m.from_bot) mine = true;
      if (isNew && m.from_bot && !first) this.arrived(following);
      if (isNew && m.from_bot && m.ask_reply && !first) this.composer.ask(m);
    }
    for (const a of state.answers) this.answered(a);
    this.showAction(state.action, state.action_millis);
    this.composer.setMenu(state.menu);
    this.composer.setBlocked(state.blocked);
    this.showWelcome(!state.started);
    if (first || mine || following) this.scrollDown(!first);
    this.scrolled();
  }

  /** Adds or redraws a message and reports whether it is new. */
  put(m, first) {
    const known = this.messages.get(m.id);
    const node = draw(m, this);
    this.messages.set(m.id, { data: m, node });
    if (known) {
      const focus = this.focusIn(known.node);
      known.node.replaceWith(node);
      focus?.(node);
      if (m.edited && m.edited !== known.data.edited) node.classList.add("flash");
      return false;
    }
    const last = this.history.querySelector(".message:last-of-type");
    const previous = last && this.messages.get(Number(last.dataset.id))?.data;
    if (!previous || day(previous.date) !== day(m.date)) this.history.append(el("div", { class: "day" }, day(m.date)));
    if (!first) node.classList.add("fresh");
    this.history.append(node);
    return true;
  }

  /** What brings the focus to where it was when a message is drawn anew; undefined when it was elsewhere. */
  focusIn(node) {
    if (!node.contains(document.activeElement)) return undefined;
    const data = document.activeElement.dataset.data;
    const place = [...node.querySelectorAll("button, a")].indexOf(document.activeElement);
    return (fresh) => {
      const all = [...fresh.querySelectorAll("button, a")];
      const same = data ? all.find((b) => b.dataset.data === data) ?? fresh.querySelector(".keyboard button") : all[place];
      (same ?? this.composer.text).focus({ preventScroll: true });
    };
  }

  /** Forgets the chat, not what stands in the input. */
  clear() {
    this.messages.clear();
    this.taps.clear();
    this.history.replaceChildren();
  }

  remove(id) {
    const known = this.messages.get(id);
    if (!known) return;
    const before = known.node.previousElementSibling;
    const after = known.node.nextElementSibling;
    if (known.node.contains(document.activeElement)) this.composer.text.focus({ preventScroll: true });
    known.node.remove();
    this.messages.delete(id);
    if (before?.matches(".day") && (!after || after.matches(".day"))) before.remove();
  }

  find(id) { return this.messages.get(id)?.data; }

  show(id) {
    const node = this.messages.get(id)?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("flash");
    void node.offsetWidth; // starts the animation again
    node.classList.add("flash");
  }

  async tap(message, data, buttonNode) {
    buttonNode.classList.add("loading");
    try {
      const { query } = await act("tap", { user: this.user, message, data });
      const early = this.early?.get(query);
      if (early) return this.finish(message, data, early);
      this.taps.set(query, { message, data });
      setTimeout(() => this.taps.delete(query) && this.redraw(message), longestSpin);
    } catch (error) {
      buttonNode.classList.remove("loading");
      this.problem(error.message);
    }
  }

  /** An answer may overtake the receipt of its tap; it is kept for a moment then. */
  answered(answer) {
    const tap = this.taps.get(answer.query_id);
    if (tap) {
      this.taps.delete(answer.query_id);
      return this.finish(tap.message, tap.data, answer);
    }
    this.early ??= new Map();
    this.early.set(answer.query_id, answer);
    setTimeout(() => this.early.delete(answer.query_id), 2000);
  }

  finish(message, data, answer) {
    this.redraw(message);
    if (answer.url) this.open(answer.url);
    if (!answer.text) return;
    if (answer.alert) this.alert(answer.text);
    else this.toast(answer.text);
  }

  isLoading(message, data) {
    return Boolean(data) && [...this.taps.values()].some((t) => t.message === message && t.data === data);
  }

  redraw(id) {
    const known = this.messages.get(id);
    if (!known) return;
    for (const b of known.node.querySelectorAll(".keyboard button")) {
      b.classList.toggle("loading", this.isLoading(id, b.dataset.data));
    }
  }

  open(address) {
    const payload = startPayload(address, this.app.bot.username);
    if (payload !== null) return this.start(payload);
    window.open(address, "_blank", "noopener,noreferrer");
  }

  start(payload) { this.composer.say(payload ? `/start ${payload}` : "/start"); }

  menu(id, at) {
    const m = this.find(id);
    if (!m) return;
    const items = [["回复", () => this.composer.reply(m)]];
    if (m.text) items.push(["复制文字", () => navigator.clipboard.writeText(m.text).then(() => this.toast("已复制"), () => this.problem("浏览器不允许复制。"))]);
    if (m.text && !m.from_bot && !m.file && !m.forwarded) items.push(["编辑", () => this.composer.edit(m)]);
    const payload = addresses(m).map((a) => startPayload(a, this.app.bot.username)).find((p) => p);
    if (payload) {
      for (const other of this.app.phones()) {
        if (other !== this) items.push([`由${other.person.name}打开邀请链接`, () => other.start(payload)]);
      }
    }
    popup(at, items);
  }

  headMenu(e) {
    const blocked = this.person.blocked;
    popup(place(e), [[blocked ? "恢复使用机器人" : "停用机器人", async () => {
      try {
        await act("block", { user: this.user, blocked: !blocked });
      } catch (error) {
        this.problem(error.message);
      }
    }]]);
  }

  showAction(text, milliseconds) {
    clearTimeout(this.actionTimer);
    this.status.textContent = text || (this.person.blocked ? "已停用" : "机器人");
    this.status.classList.toggle("busy", Boolean(text));
    if (text) this.actionTimer = setTimeout(() => this.showAction("", 0), milliseconds);
  }

  showWelcome(wanted) {
    this.welcome?.remove();
    this.welcome = null;
    if (!wanted) return;
    this.welcome = el("div", { class: "welcome" }, el("p", {}, this.app.bot.about || "点按“开始”，与机器人对话。"),
      el("button", { type: "button", class: "primary start", onclick: () => this.start("") }, "开始"));
    this.history.append(this.welcome);
  }

  toast(text, problem) {
    this.device.querySelector(".toast")?.remove();
    const node = el("div", { class: problem ? "toast problem" : "toast", role: "status" }, text);
    this.device.append(node);
    setTimeout(() => node.remove(), 2500 + 60 * text.length);
  }

  problem(text) { this.toast(text, true); }

  alert(text) {
    const box = el("dialog", { class: "alert", onclose: () => box.remove() }, el("p", {}, text),
      el("form", { method: "dialog" }, el("button", { class: "primary" }, "知道了")));
    this.device.append(box);
    box.showModal();
  }

  atBottom() { return this.history.scrollHeight - this.history.scrollTop - this.history.clientHeight < nearBottom; }

  scrollDown(smooth) {
    this.pinned = true;
    requestAnimationFrame(() => this.history.scrollTo({ top: this.history.scrollHeight, behavior: smooth ? "smooth" : "instant" }));
  }

  /** A message of the bot came; it is unread unless the person is looking at the end of the chat. */
  arrived(following) {
    if (following && this.app.isVisible(this)) return;
    this.setUnread(this.unread + 1);
  }

  scrolled() {
    const end = this.atBottom();
    this.pinned = end;
    this.toBottom.hidden = end;
    if (end && this.app.isVisible(this)) this.setUnread(0);
  }

  setUnread(n) {
    if (n === this.unread) return;
    this.unread = n;
    for (const badge of [this.bottomBadge, this.ownerBadge]) {
      badge.textContent = n;
      badge.hidden = n === 0;
    }
    this.app.unreadChanged();
  }
}
