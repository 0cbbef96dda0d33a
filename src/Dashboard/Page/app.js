// One page, no libraries: listens to /api/events and shows what it is told. Whatever comes from the run is put in as text, never as markup.
'use strict';

const by = id => document.getElementById(id);
const NS = 'http://www.w3.org/2000/svg';

/** An element with a class, a text and children. */
function make(tag, name, text, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined && text !== null) element.textContent = text;
  element.append(...children);
  return element;
}

/** The same in a drawing. */
function draw(tag, attributes, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function drawText(attributes, text) {
  const element = draw('text', attributes);
  element.textContent = text;
  return element;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Makes the children of an element those of a list, by key, and touches only what changed. */
function keep(parent, items, keyOf, create, update) {
  const known = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let at = null;
  for (const item of items) {
    const key = String(keyOf(item));
    let child = known.get(key);
    if (child) known.delete(key);
    else {
      child = create(item);
      child.dataset.key = key;
    }
    const next = at ? at.nextSibling : parent.firstChild;
    if (child !== next) parent.insertBefore(child, next);
    update(child, item);
    at = child;
  }
  for (const child of known.values()) child.remove();
}

const world = { drawing: null, columns: [], charts: [], points: [], present: null };

// ---- what is told -------------------------------------------------------------------------------------------------

function take(update) {
  world.present = update.present;
  if (update.isWhole) {
    world.drawing = update.drawing ?? null;
    world.columns = update.columns ?? [];
    world.charts = update.charts ?? [];
    world.points = update.points;
    by('log').replaceChildren();
    sketch();
  } else world.points.push(...update.points);
  for (const notice of update.notices) note(notice);
  show();
  if (update.isWhole || update.points.length > 0) chart();
}

function show() {
  const p = world.present;
  document.title = `${p.title} · ${p.state}`;
  setText(by('title'), p.title);
  setText(by('subtitle'), p.subtitle);
  setText(by('state'), p.state);
  by('state').className = `badge ${p.state}`;
  setText(by('words'), p.words + (p.rates ? `${p.words ? '; ' : ''}rates as ordered: ${p.rates}` : ''));
  by('orders').hidden = !p.takesOrders;
  by('rates').hidden = !p.takesRates;
  by('pause').disabled = p.state === 'paused' || p.state === 'stopping';
  by('resume').disabled = p.state !== 'paused';
  by('stop').disabled = p.state === 'stopping';

  keep(by('tiles'), p.tiles, t => t.name,
    t => make('div', '', null, make('dt', '', t.name), make('dd'), make('dd', 'note')),
    (e, t) => { setText(e.children[1], t.value); setText(e.children[2], t.note); e.children[2].hidden = !t.note; });

  by('nodes-section').hidden = p.nodes.length === 0;
  setText(by('error-name'), p.errorName);
  keep(by('nodes'), p.nodes, n => n.id, () => row(['th', 'td', 'td', 'n', 'n', 'n', 'n'], true), (e, n) => {
    e.className = n.isThere ? '' : 'gone';
    e.firstChild.firstChild.className = `swatch ${n.shade}`;
    setText(e.firstChild.lastChild, n.name);
    fill(e, 1, [n.process || !n.isThere ? n.isThere ? 'takes part' : 'gone' : '', n.process, n.error, n.gradients, n.exchanges, n.gradientTime]);
  });
  hideEmpty(by('nodes-table'));
  by('processes-section').hidden = p.processes.length === 0;
  keep(by('processes'), p.processes, q => q.name, () => row(['th', 'td', 'td', 'td', 'n', 'n', 'n', 'n', 'w']), (e, q) => {
    e.className = q.isThere ? '' : 'gone';
    fill(e, 0, [q.name, q.number, q.nodes, q.epoch, q.time, q.unit, q.margin, q.sent, q.words]);
  });
  by('edges-section').hidden = p.edges.length === 0;
  keep(by('edges'), p.edges, e => `${e.i}-${e.j}`, () => row(['th', 'td', 'n', 'n', 'n']), (r, e) => {
    r.className = e.state === 'gone' ? 'gone' : '';
    fill(r, 0, [`${e.i}–${e.j}`, wordsOfEdge[e.state] ?? e.state, e.planned, e.realised, e.roundTrip]);
  });
  colour();
}

function row(kinds, hasSwatch) {
  const r = document.createElement('tr');
  kinds.forEach((kind, k) => {
    const cell = make(kind === 'th' ? 'th' : 'td', kind === 'n' ? 'number' : kind === 'w' ? 'words' : '');
    if (kind === 'th') cell.scope = 'row';
    if (hasSwatch && k === 0) {
      const swatch = make('span', 'swatch');
      swatch.setAttribute('aria-hidden', 'true');
      cell.append(swatch, make('span'));
    }
    r.append(cell);
  });
  return r;
}

function fill(r, from, texts) {
  texts.forEach((text, k) => setText(r.children[from + k], text));
}

/** Hides the columns in which nothing stands. */
function hideEmpty(table) {
  const rows = [...table.tBodies[0].rows];
  [...table.tHead.rows[0].cells].forEach((head, k) => {
    const isEmpty = rows.every(r => r.cells[k].textContent === '');
    for (const cell of [head, ...rows.map(r => r.cells[k])]) cell.hidden = isEmpty;
  });
}

function note(notice) {
  by('no-log').hidden = true;
  const item = make('li', '', null, make('time', '', notice.at));
  if (notice.who) item.append(make('span', 'who', notice.who));
  item.append(make('span', '', notice.line));
  by('log').prepend(item);
  while (by('log').children.length > 400) by('log').lastChild.remove();
}

// ---- the graph ----------------------------------------------------------------------------------------------------

const wordsOfEdge = { well: 'as planned', weak: 'less than planned', poor: 'much less than planned', young: 'too young to say', unused: 'not used', planned: 'not measured', gone: 'gone' };
let spots = new Map(), nodeMarks = new Map(), edgeLayer = null, edgeMarks = new Map();

function sketch() {
  const box = by('graph'), d = world.drawing;
  box.replaceChildren();
  [spots, nodeMarks, edgeMarks] = [new Map(), new Map(), new Map()];
  by('graph-section').hidden = !d;
  if (!d) return;
  const svg = draw('svg', { class: 'figure', viewBox: `0 0 ${d.width} ${d.height}`, role: 'img', 'aria-labelledby': 'graph-title graph-words' });
  edgeLayer = draw('g', {});
  svg.append(edgeLayer);
  for (const spot of d.spots) {
    spots.set(spot.id, spot);
    const title = draw('title', {}), circle = draw('circle', { cx: spot.x, cy: spot.y, r: d.radius }, title);
    const r = d.radius * 0.62;
    const cross = draw('path', { class: 'cross', d: `M${spot.x - r} ${spot.y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}` });
    const label = d.hasNames ? drawText({ x: spot.x, y: spot.y + 0.36 * d.radius, 'text-anchor': 'middle' }, String(spot.id)) : null;
    if (label) label.style.fontSize = `${d.radius}px`;
    svg.append(circle, cross);
    if (label) svg.append(label);
    nodeMarks.set(spot.id, { title, circle, cross, label });
  }
  box.append(svg);
}

function colour() {
  const p = world.present;
  if (!world.drawing) return;
  for (const e of p.edges) {
    const from = spots.get(e.i), to = spots.get(e.j);
    if (!from || !to) continue;
    const key = `${e.i}-${e.j}`;
    let mark = edgeMarks.get(key);
    if (!mark) {
      const title = draw('title', {});
      mark = { title, path: draw('path', { d: `M${from.x} ${from.y}L${to.x} ${to.y}` }, title) };
      edgeMarks.set(key, mark);
      edgeLayer.append(mark.path);
    }
    mark.path.setAttribute('class', `rate ${e.state}`);
    mark.path.setAttribute('stroke-width', e.width);
    setText(mark.title, `edge ${e.i}–${e.j}, ${wordsOfEdge[e.state] ?? e.state}${e.planned ? `: ${e.realised ? `${e.realised} of ` : ''}${e.planned} exchanges per unit of time` : ''}`);
  }
  let gone = 0;
  for (const n of p.nodes) {
    const mark = nodeMarks.get(n.id);
    if (!n.isThere) gone++;
    if (!mark) continue;
    mark.circle.setAttribute('class', `node ${n.shade}`);
    mark.cross.setAttribute('visibility', n.isThere ? 'hidden' : 'visible');
    if (mark.label) {
      mark.label.setAttribute('class', `id ${n.shade}`);
      mark.label.setAttribute('visibility', n.isThere ? 'visible' : 'hidden');
      if (n.name === 'server') setText(mark.label, 'S');
    }
    setText(mark.title, `${n.name === 'server' ? 'server' : `node ${n.name}`}${n.process ? ` of ${n.process}` : ''}${n.isThere ? n.error ? `, ${p.errorName} ${n.error}` : '' : ', gone'}`);
  }
  const off = p.edges.filter(e => e.state === 'weak' || e.state === 'poor').length;
  setText(by('graph-words'), [`${p.nodes.length} nodes${gone ? `, ${gone} gone` : ''}`, `${p.edges.length} edges${off ? `, ${off} used less than planned` : ''}`, world.drawing.words].filter(t => t).join('; '));
  legend(p);
}

function legend(p) {
  const states = [...new Set(p.edges.map(e => e.state))];
  const keys = [];
  if (p.errorRange.length === 2) keys.push(['shades', `${p.errorName}, ${p.errorRange[0]} to ${p.errorRange[1]}`]);
  for (const state of ['well', 'weak', 'poor', 'young', 'unused', 'gone']) if (states.includes(state)) keys.push([state, `edge ${wordsOfEdge[state]}`]);
  if (p.nodes.some(n => !n.isThere)) keys.push(['dead', 'node gone']);
  keep(by('legend'), keys, k => k[0], k => make('li', '', null, sample(k[0]), make('span')), (e, k) => setText(e.lastChild, k[1]));
}

function sample(kind) {
  if (kind === 'shades') {
    const svg = draw('svg', { class: 'figure shades', viewBox: '0 0 98 14', 'aria-hidden': 'true' });
    for (let q = 0; q < 7; q++) svg.append(draw('rect', { class: `node q${q}`, x: 14 * q, y: 0, width: 14, height: 14 }));
    return svg;
  }
  const svg = draw('svg', { class: 'figure', viewBox: '0 0 34 14', 'aria-hidden': 'true' });
  if (kind === 'dead') svg.append(draw('circle', { class: 'node gone', cx: 17, cy: 7, r: 5.5 }));
  else svg.append(draw('path', { class: `rate ${kind}`, 'stroke-width': 3, d: 'M1 7h32' }));
  return svg;
}

// ---- the charts ---------------------------------------------------------------------------------------------------

const L = 64, R = 28, T = 12, B = 40;
const raised = n => String(n).replace(/[-0-9]/g, c => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]);

function shown(value) {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent < -3 || exponent > 5) return `${Number((value / 10 ** exponent).toPrecision(3))} × 10${raised(exponent)}`;
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 6 });
}

/** Round values that divide a range into some four parts. */
function steps(least, most) {
  const rough = (most - least) / 4 || 1, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= rough);
  const ticks = [];
  for (let v = Math.ceil(least / step) * step; v <= most + step * 1e-9; v += step) ticks.push(Number(v.toPrecision(12)));
  return ticks;
}

function chart() {
  const wanted = [];
  for (const c of world.charts) {
    const x = world.columns.indexOf(c.across);
    const curves = c.series.map(s => {
      const y = world.columns.indexOf(s.column);
      return { s, dots: world.points.filter(p => p[x] !== null && p[y] !== null && (!c.isLog || p[y] > 0)).map(p => [p[x], p[y]]) };
    }).filter(curve => curve.dots.length > 0);
    if (curves.length > 0) wanted.push({ c, curves });
  }
  by('charts-section').hidden = wanted.length === 0;
  keep(by('charts'), wanted, w => w.c.title,
    w => make('figure', '', null, make('figcaption', '', w.c.title), make('ul', 'keys'), make('div')),
    (e, w) => { keys(e.children[1], w); e.children[2].replaceChildren(plot(w)); });
}

function keys(list, { curves }) {
  // a bound that is drawn no further has no present value
  const end = curves.map(k => k.dots.at(-1)[0]).reduce((a, b) => Math.max(a, b));
  keep(list, curves, k => k.s.column, k => make('li', '', null,
    draw('svg', { class: 'figure', viewBox: '0 0 26 10', 'aria-hidden': 'true' }, draw('path', { class: `curve ${k.s.style}`, d: 'M1 5h24' })), make('span', '', k.s.name), make('b')),
  (e, k) => setText(e.lastChild, k.dots.at(-1)[0] === end ? shown(k.dots.at(-1)[1]) : ''));
}

function plot({ c, curves }) {
  // drawn as large as it is shown, so that its letters are as large as the page's
  const W = Math.max(300, Math.min(760, by('charts').clientWidth || 640)), H = W < 480 ? 260 : 330;
  const xs = curves.flatMap(k => [k.dots[0][0], k.dots.at(-1)[0]]);
  let [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  if (!(x1 > x0)) x1 = x0 + 1;
  let [y0, y1] = [Infinity, -Infinity];
  for (const k of curves) for (const [, y] of k.dots) { const v = c.isLog ? Math.log10(y) : y; if (v < y0) y0 = v; if (v > y1) y1 = v; }
  // a bound that starts far above everything must not squeeze what was measured
  const measured = curves.filter(k => k.s.column !== 'bound').flatMap(k => k.dots.map(d => c.isLog ? Math.log10(d[1]) : d[1]));
  if (c.isLog && measured.length > 0) [y0, y1] = [Math.max(y0, measured.reduce((a, b) => Math.min(a, b)) - 1), Math.min(y1, measured.reduce((a, b) => Math.max(a, b)) + 3)];
  if (c.isLog) [y0, y1] = [Math.floor(y0), Math.ceil(y1)];
  if (!(y1 > y0)) [y0, y1] = c.isLog ? [y0 - 1, y1 + 1] : [y0 - (Math.abs(y0) || 1) * 0.1, y1 + (Math.abs(y1) || 1) * 0.1];
  const X = x => L + (W - L - R) * (x - x0) / (x1 - x0);
  const Y = v => T + (H - T - B) * (1 - (v - y0) / (y1 - y0));

  const last = curves.map(k => `${k.s.name} ${shown(k.dots.at(-1)[1])}`).join(', ');
  const svg = draw('svg', { class: 'figure', viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': `${c.title} over ${c.acrossName}; last: ${last}` });
  const clip = `clip-${c.title}`;
  svg.append(draw('clipPath', { id: clip }, draw('rect', { x: L, y: T, width: W - L - R, height: H - T - B })));
  const ticks = c.isLog ? powers(y0, y1) : steps(y0, y1);
  for (const v of ticks) {
    svg.append(draw('path', { class: 'grid', d: `M${L} ${Y(v)}H${W - R}` }));
    svg.append(drawText({ class: 'tick', x: L - 8, y: Y(v) + 4, 'text-anchor': 'end' }, c.isLog ? `10${raised(v)}` : shown(v)));
  }
  for (const v of steps(x0, x1).filter((_, n, all) => W >= 480 || n % 2 === 0 || all.length < 4)) svg.append(drawText({ class: 'tick', x: X(v), y: H - B + 18, 'text-anchor': 'middle' }, shown(v)));
  svg.append(drawText({ x: (L + W - R) / 2, y: H - 4, 'text-anchor': 'middle' }, c.acrossName));
  svg.append(draw('path', { class: 'axis', fill: 'none', d: `M${L} ${T}V${H - B}H${W - R}` }));
  const inside = draw('g', { 'clip-path': `url(#${clip})` }), dots = draw('g', {});
  for (const k of curves) {
    const path = thin(k.dots).map(([x, y], n) => `${n ? 'L' : 'M'}${X(x).toFixed(1)} ${Y(c.isLog ? Math.log10(y) : y).toFixed(1)}`).join('');
    inside.append(draw('path', { class: `curve ${k.s.style}`, d: path }));
    const [x, y] = k.dots.at(-1), v = c.isLog ? Math.log10(y) : y;
    if (v >= y0 && v <= y1) dots.append(draw('circle', { class: `dot ${k.s.style}`, cx: X(x), cy: Y(v), r: 4 }));
  }
  svg.append(inside, dots);
  return svg;
}

/** Whole powers of ten, not more than some eight. */
function powers(y0, y1) {
  const step = Math.max(1, Math.ceil((y1 - y0) / 8)), ticks = [];
  for (let v = Math.ceil(y0 / step) * step; v <= y1; v += step) ticks.push(v);
  return ticks;
}

/** No more dots than there are places for. */
function thin(dots) {
  if (dots.length <= 1200) return dots;
  const every = dots.length / 1200;
  return dots.filter((_, n) => n === dots.length - 1 || Math.floor(n / every) !== Math.floor((n - 1) / every));
}

// ---- orders -------------------------------------------------------------------------------------------------------

async function order(path, body, words) {
  const answer = by('answer');
  answer.className = 'answer';
  answer.textContent = '…';
  try {
    const response = await fetch(`/api/orders/${path}`, { method: 'POST', body, headers: body ? { 'Content-Type': 'text/plain' } : {} });
    const text = (await response.text()).trim();
    answer.className = response.ok ? 'answer' : 'answer bad';
    answer.textContent = response.ok ? words : text || `refused (${response.status})`;
  } catch {
    answer.className = 'answer bad';
    answer.textContent = 'this page’s process does not answer';
  }
}

by('pause').addEventListener('click', () => order('pause', null, 'The run pauses.'));
by('resume').addEventListener('click', () => order('resume', null, 'The run goes on.'));
by('stop').addEventListener('click', () => by('sure').showModal());
by('sure').addEventListener('close', () => { if (by('sure').returnValue === 'yes') order('stop', null, 'All processes save and leave.'); by('sure').returnValue = ''; });
by('kind').addEventListener('change', () => { by('choose').hidden = by('kind').value !== 'plan'; });
by('orders').addEventListener('submit', event => event.preventDefault());
by('apply').addEventListener('click', async () => {
  const kind = by('kind').value, file = by('plan').files[0];
  if (kind === 'plan' && !file) {
    by('answer').className = 'answer bad';
    by('answer').textContent = 'Choose a plan file first: what gossip plan --out writes, or lines of i j rate.';
    by('plan').focus();
    return;
  }
  await order(`rates?kind=${kind}`, kind === 'plan' ? await file.text() : null, 'The run takes other rates.');
});

addEventListener('resize', () => { if (world.present) chart(); });

const events = new EventSource('/api/events');
events.addEventListener('open', () => { by('offline').hidden = true; });
events.addEventListener('error', () => { by('offline').hidden = false; });
events.addEventListener('message', event => take(JSON.parse(event.data)));
