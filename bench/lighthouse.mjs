// Runs Lighthouse: [{address, categories}] on stdin becomes [{scores, failed}] on stdout, in the same order.

import {readFileSync} from 'node:fs';
import {launch} from 'chrome-launcher';
import lighthouse from 'lighthouse';

const {runs, flags} = JSON.parse(readFileSync(0, 'utf8'));
const chrome = await launch({chromeFlags: ['--headless=new', ...flags]}); // CHROME_PATH says which
try {
  const results = [];
  for (const {address, categories} of runs) {
    // Each run starts with nothing stored and nothing in the cache.
    const {lhr} = await lighthouse(address, {
      port: chrome.port, onlyCategories: categories, disableFullPageScreenshot: true, logLevel: 'error',
    });
    if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
    const found = Object.values(lhr.categories);
    const isPassed = ({id, weight}) => !weight || [null, 1].includes(lhr.audits[id].score);
    results.push({
      scores: Object.fromEntries(found.map(({id, score}) => [id, 100 * score])),
      failed: found.flatMap(({id, auditRefs}) => auditRefs.filter((audit) => !isPassed(audit))
        .map((audit) => `${id}: ${lhr.audits[audit.id].title}`)),
    });
  }
  process.stdout.write(JSON.stringify(results));
} finally {
  await chrome.kill();
}
