// Opens the page of a running cluster in a real browser, uses it as a person would, and prints what it saw as one line of JSON.
// Arguments: the browser's program, the page's address, a folder for screenshots or nothing.
import { chromium } from 'playwright-core';

const [program, address, pictures] = process.argv.slice(2);
const seen = { errors: [], foreign: [], steps: {} };
const browser = await chromium.launch({
  executablePath: program,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

async function open(options) {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(90_000);
  page.on('console', message => { if (message.type() === 'error' || message.type() === 'warning') seen.errors.push(message.text()); });
  page.on('pageerror', error => seen.errors.push(error.message));
  page.on('request', request => { if (!request.url().startsWith(address)) seen.foreign.push(request.url()); });
  return page;
}

const page = await open({ viewport: { width: 1280, height: 900 } });
const state = wanted => page.waitForFunction(w => document.getElementById('state').textContent === w, wanted);
const tile = name => page.evaluate(n => [...document.querySelectorAll('#tiles div')].find(d => d.querySelector('dt').textContent === n)?.querySelector('dd').textContent ?? '', name);
const moved = (name, from) => page.waitForFunction(([n, f]) => [...document.querySelectorAll('#tiles div')].some(d => d.querySelector('dt').textContent === n && d.querySelector('dd').textContent !== f), [name, from]);
const picture = async (from, name) => { if (pictures) await from.screenshot({ path: `${pictures}/${name}.png`, fullPage: true }); };

await page.goto(address);
if ((await page.locator('h1').textContent()) === undefined) throw new Error('no heading');
await state('running');
await page.waitForFunction(() => document.querySelectorAll('#graph circle').length > 0 && document.querySelectorAll('#charts .curve').length > 0);
seen.steps.nodes = await page.locator('#nodes tr').count();
seen.steps.circles = await page.locator('#graph circle').count();

// live numbers move
const before = await tile('time');
await moved('time', before);
seen.steps.moves = true;

// with the keyboard: the first stop leads past everything, and each control says what it is
await page.keyboard.press('Tab');
seen.steps.firstStop = await page.evaluate(() => document.activeElement.className);
seen.steps.nameless = await page.evaluate(() => [...document.querySelectorAll('button, select, input')].filter(e => !(e.textContent.trim() || e.labels?.length)).length);
seen.steps.tablesWithoutCaption = await page.evaluate(() => [...document.querySelectorAll('table')].filter(t => !t.caption?.textContent).length);

// pause: the time stands still
await page.locator('#pause').press('Enter');
await state('paused');
await page.waitForTimeout(1500);
const paused = await tile('time');
await page.waitForTimeout(2000);
seen.steps.standsStill = paused === await tile('time');
await page.locator('#resume').click();
await state('running');
await moved('time', paused);
seen.steps.goesOn = true;

// other rates
await page.locator('#kind').selectOption('uniform');
await page.locator('#apply').click();
await page.waitForFunction(() => document.getElementById('words').textContent.includes('uniform'));
seen.steps.rates = await page.locator('#answer').textContent();
await page.locator('#kind').selectOption('plan');
const quiet = seen.errors.length;
await page.locator('#plan').setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('0 1 1\n1 2 1\n') });
await page.locator('#apply').click();
await page.waitForFunction(() => document.getElementById('answer').className.includes('bad'));
seen.steps.refusal = await page.locator('#answer').textContent();
// the browser remarks on every answer that is a refusal, and this one was asked for
seen.steps.remarks = seen.errors.splice(quiet);

// a killed process: its nodes turn
const victim = await page.evaluate(() => { const cells = [...document.querySelectorAll('#processes tr')].at(-1).cells; return { number: Number(cells[1].textContent), nodes: cells[2].textContent }; });
process.kill(victim.number, 'SIGKILL');
await page.waitForFunction(() => document.querySelectorAll('#nodes tr.gone').length > 0 && document.querySelectorAll('#graph circle.gone').length > 0);
seen.steps.gone = await page.locator('#nodes tr.gone').count();
seen.steps.log = await page.locator('#log').textContent();
const dark = await open({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
await dark.goto(address);
await dark.waitForFunction(() => document.querySelectorAll('#charts .curve').length > 0);
await picture(dark, 'dark');
seen.steps.darkPaper = await dark.evaluate(() => getComputedStyle(document.body).backgroundColor);
const phone = await open({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
await phone.goto(address);
await phone.waitForFunction(() => document.querySelectorAll('#charts .curve').length > 0);
seen.steps.overflow = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
await picture(phone, 'phone');
await page.reload();
await page.waitForFunction(() => document.querySelectorAll('#charts .curve').length > 0);
await picture(page, 'light');
await dark.context().close();
await phone.context().close();

// stop, after having been asked
await page.locator('#stop').click();
await page.locator('#sure button[value=no]').click();
seen.steps.stillRuns = await page.locator('#state').textContent();
await page.locator('#stop').click();
const gone = seen.errors.length;
await page.locator('#sure button[value=yes]').click();
await page.waitForFunction(() => document.getElementById('state').textContent === 'stopping' || !document.getElementById('offline').hidden);
// the site ends with the run, and the browser complains of that
seen.errors.length = gone;
seen.steps.stopped = true;
await browser.close();
console.log(JSON.stringify(seen));
