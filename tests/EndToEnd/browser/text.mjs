// Opens a page whose run has a hostile name, and prints what became of it. Arguments: the browser's program, the page's address.
import { chromium } from 'playwright-core';

const [program, address] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: program, args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const page = await browser.newPage();
const errors = [], asked = [];
page.on('console', message => { if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text()); });
page.on('pageerror', error => errors.push(error.message));
page.on('request', request => { if (!request.url().startsWith(address)) asked.push(request.url()); });
await page.goto(address);
await page.waitForFunction(() => document.querySelectorAll('#charts .curve').length > 0);
console.log(JSON.stringify({ errors, asked, heading: await page.locator('h1').textContent(), images: await page.locator('img').count(), state: await page.locator('#state').textContent() }));
await browser.close();
