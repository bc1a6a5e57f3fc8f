// Puts the phones on the page and keeps them up to date.
import { el } from "./dom.js";
import { follow } from "./api.js";
import { Phone } from "./phone.js";

const narrow = matchMedia("(max-width: 743px)");

class App {
  constructor() {
    this.bot = { name: "", username: "", about: "" };
    this.byUser = new Map();
    this.current = null;
    this.main = document.querySelector(".phones");
    this.tabs = document.querySelector(".tabs");
    this.connection = document.querySelector(".connection");
    follow((s) => this.take(s), (c) => this.connected(c));
    document.addEventListener("visibilitychange", () => this.looked());
    narrow.addEventListener("change", () => this.select(this.current));
  }

  phones() { return [...this.byUser.values()]; }

  isVisible(phone) { return !document.hidden && (!narrow.matches || phone.user === this.current); }

  take(state) {
    this.bot = state.bot;
    if (state.reset) {
      this.byUser.clear();
      this.main.replaceChildren();
    }
    for (const person of state.people) {
      let phone = this.byUser.get(person.id);
      const first = !phone;
      if (first) {
        phone = new Phone(this, person, this.byUser.size);
        this.byUser.set(person.id, phone);
        this.main.append(phone.node);
      }
      phone.update(person, first);
    }
    this.drawTabs();
    if (!this.byUser.has(this.current)) this.current = this.phones()[0]?.user ?? null;
    this.mark();
  }

  drawTabs() {
    this.tabs.replaceChildren(...this.phones().map((p) =>
      el("button", { type: "button", role: "tab", "data-user": p.user, "aria-selected": String(p.user === this.current), onclick: () => this.select(p.user) },
        p.person.name, p.person.role ? el("span", { class: "role" }, p.person.role) : null,
        p.unread ? el("span", { class: "badge" }, String(p.unread)) : null)));
    this.tabs.hidden = this.byUser.size < 2;
  }

  mark() {
    for (const p of this.phones()) p.node.classList.toggle("current", p.user === this.current);
    for (const t of this.tabs.children) t.setAttribute("aria-selected", String(Number(t.dataset.user) === this.current));
  }

  /** Brings a phone to the front; in the narrow layout it begins at its newest message. */
  select(user) {
    this.current = user;
    this.mark();
    const phone = this.byUser.get(user);
    if (!phone) return;
    if (narrow.matches) phone.scrollDown(false);
    requestAnimationFrame(() => phone.scrolled());
  }

  looked() {
    if (!document.hidden) for (const p of this.phones()) p.scrolled();
  }

  unreadChanged() {
    this.drawTabs();
    const total = this.phones().reduce((n, p) => n + p.unread, 0);
    document.title = `${total ? `（${total}）` : ""}${this.bot.name} · 本机试用`;
  }

  connected(state) {
    this.connection.dataset.state = state;
    this.connection.textContent = state === "open" ? "已连接" : "连接已断开，正在重连…";
  }
}

new App();
