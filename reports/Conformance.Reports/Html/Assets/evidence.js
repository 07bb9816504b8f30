// The page works without script: disclosures, links and the evidence of the worst cases stand in the HTML. This part adds the packed
// exchanges, the rules of a case and copy buttons. Text of a target only ever becomes a text node: there is no markup made from strings.
const evidence = (() => {
  'use strict';
  const at = (id) => document.getElementById(id);

  const { element } = wire;

  function say(text) {
    at('said').textContent = text;
  }

  // "3–6, 9": the numbers of the exchanges that a pack holds for a case.
  function holds(owner, number) {
    const more = owner.querySelector('.more:not(.told)');
    return more !== null && more.textContent.split(', ').some((range) => {
      const [first, last] = range.split('–').map(Number);
      return number >= first && number <= (last || first);
    });
  }

  const filled = new Map();

  function fill(owner) {
    if (!filled.has(owner)) filled.set(owner, fillOnce(owner));
    return filled.get(owner);
  }

  async function fillOnce(owner) {
    rules(owner);
    await unpack(owner);
    for (const x of owner.querySelectorAll('.x[open]')) wire.enrich(x, line);
    reproduce(owner);
  }

  async function unpack(owner) {
    const more = owner.querySelector('.more');
    if (!more || !owner.dataset.p) return;
    try {
      const packed = (await packs.open(owner.dataset.p))[key(owner)] || { x: [] };
      const views = packed.x;
      const place = more.closest('.xs') || element('div', 'xs');
      if (!place.parentNode) {
        more.replaceWith(place);
        place.append(more);
      }
      const inline = place.querySelector('.x');
      const from = inline ? Number(inline.id.slice(2)) : Infinity;
      for (const view of views) {
        const node = exchange(view);
        if (view.n < from) place.insertBefore(node, inline || more);
        else more.before(node);
      }
      const test = views.filter((v) => v.s.startsWith('when')).pop();
      if (!inline && test) at('x/' + test.n).open = true;
      more.remove();
      if (packed.k) held(owner, packed.k);
      const three = await pairs.three(key(owner));
      if (three) place.after(element('h4', '', 'Three ways'), three);
    } catch (e) {
      more.classList.add('told');
      more.textContent = 'This browser cannot show the embedded exchanges (' + e.name + '); they are in transcript.ndjson: ' + more.textContent;
    }
  }

  // What the checks of a pass held; a cell spans both columns where the two phrases are the same.
  function held(owner, checks) {
    const told = owner.querySelector('.standing');
    if (!told || !checks.length) return;
    const row = (cells) => element('tr', '', ...cells);
    const head = ['Aspect', 'Expected', 'Received', 'Verdict'].map((name) => {
      const cell = element('th', '', name);
      cell.scope = 'col';
      return cell;
    });
    const body = checks.map(([aspect, expected, received, note]) => {
      const name = element('th', '', aspect);
      name.scope = 'row';
      const first = marked(element('td'), expected);
      const second = received === undefined ? null : marked(element('td'), received);
      if (!second) first.colSpan = 2;
      else if (note) second.append(marked(element('span', 'dim seen'), note));
      return row([name, first, second, element('td', '', '✓ held')]);
    });
    told.before(element('table', 'checks', element('thead', '', row(head)), element('tbody', '', ...body)));
    told.querySelector('span')?.remove();
    told.hidden = !told.textContent.trim();
  }

  // Draws what Html/Parts/ExchangeEntry.razor draws: change both together.
  function exchange(view) {
    const node = element('details', 'x',
      element('summary', '', element('b', 'num', String(view.n)), marked(element('span', 'step'), view.s), marked(element('code'), view.h),
        element('span', 'dim', view.i)),
      view.f ? marked(element('p', 'trouble'), view.f) : null,
      element('div', 'sides', side('Sent', view.q), side('Received', view.r || [])),
      view.c && view.c.length
        ? element('details', 'signed', element('summary', '', 'Signature'), element('div', 'sides', side('Signed', view.c)))
        : null);
    node.id = 'x/' + view.n;
    return node;
  }

  function side(name, panes) {
    const node = element('div', 'side');
    node.setAttribute('role', 'group');
    node.setAttribute('aria-label', name);
    for (const pane of panes) {
      const pre = element('pre', '', marked(element('code'), pane.x));
      pre.tabIndex = 0;
      node.append(element('h5', '', pane.t), pre);
      if (pane.n) node.append(marked(element('p', 'dim note'), pane.n));
    }
    if (!panes.length) node.append(element('p', 'dim', 'nothing'));
    return node;
  }

  // U+E000 opens an escape, U+E002 a mark; U+E001 and U+E003 close them.
  function marked(node, text) {
    let open = node;
    for (const piece of text.split(/([\uE000-\uE003])/)) {
      if (piece === '\uE000' || piece === '\uE002') {
        const inner = piece === '\uE000' ? element('span', 'esc') : element('mark');
        open.append(inner);
        open = inner;
      } else if (piece === '\uE001' || piece === '\uE003') {
        open = open === node ? node : open.parentNode;
      } else if (piece) {
        open.append(piece);
      }
    }
    return node;
  }

  // The rules that a case cites are told once, below the cases; opening a case brings them to it.
  function rules(owner) {
    for (const rule of owner.querySelectorAll('.broken .rule')) {
      const told = at('rule/' + rule.querySelector('.head code').textContent);
      if (told) rule.append(...[...told.querySelectorAll('.sources, .conflict')].map((n) => sourced(n.cloneNode(true))));
    }
    const cites = owner.querySelector('.cites');
    if (!cites) return;
    const list = element('div', 'rules');
    for (const link of cites.querySelectorAll('a')) {
      const told = at('rule/' + link.textContent);
      if (told) list.append(element('details', 'rule', element('summary', '', ...summaryOf(told)), ...bodyOf(told)));
    }
    if (list.childElementCount) {
      const title = element('h4', '', cites.firstChild.textContent.trim());
      cites.replaceWith(title, list);
    }
  }

  // A source stands in the register by its key; here, where one reads on, it leads out.
  function sourced(list) {
    for (const item of list.querySelectorAll('li')) {
      const [first, ...rest] = item.textContent.split(' ');
      const known = at('source/' + first);
      const out = known && known.querySelector('a');
      if (!out) continue;
      const link = element('a', '', first);
      link.href = out.href;
      item.replaceChildren(link, ' ' + rest.join(' '));
    }
    return list;
  }

  const summaryOf = (rule) => [...rule.querySelector('.head').cloneNode(true).childNodes, rule.querySelector('.statement').cloneNode(true)];

  const bodyOf = (rule) => [...rule.children].filter((c) => !c.matches('.head, .statement')).map((c) => sourced(c.cloneNode(true)));

  const key = (owner) => owner.id.replace(/^case\//, '');

  // A line to run, with a button that copies it.
  function line(name, text) {
    const code = element('code', '', text);
    const button = element('button', 'copy', 'Copy');
    button.type = 'button';
    button.setAttribute('aria-label', `Copy the ${name} line`);
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        const range = document.createRange();
        range.selectNodeContents(code);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        if (!document.execCommand('copy')) return;
      }
      button.textContent = 'Copied';
      say('Copied');
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    return element('p', 'replay', element('span', '', name), code, button);
  }

  // Three ways to see it again: the command line, the test runner, and the bare request.
  function reproduce(owner) {
    if (!owner.matches('.case')) return;
    const told = owner.querySelector('.in > .replay');
    const command = told ? told.querySelector('code').textContent : document.body.dataset.replay.split('CASE-ID').join(key(owner));
    if (told) told.remove();
    const test = `dotnet test suites/Conformance.Runs --filter "Name=${key(owner).replaceAll('/', '_')}"`;
    const place = owner.querySelector('.in');
    place.append(element('h4', '', 'Reproduce'), line('replay', command));
    if (command !== test) place.append(line('dotnet test', test));
    const curl = [...owner.querySelectorAll('.x')].filter((x) => x.querySelector('.step').textContent.startsWith('when')).pop();
    if (curl && curl.querySelector('.ofx')) place.append(line('curl', curl.querySelector('.ofx code').textContent));
  }

  return { at, fill, holds, line };
})();
