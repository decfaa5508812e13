// Ranks the entries of the index for a query: by its formula first, by its words next.
"use strict";
globalThis.searchRanking = (() => {
const { read, analyse, renamed, print, nameOf } = globalThis.searchFormulas;
const list = (text) => text.split(" ");

// What people say for what the pages say.
const PHRASES = [
  [/\b(element|entry|component|point)[- ]?wise\b|\bentry by entry\b/gi, "elementwise"],
  [/\belementwise (product|multiplication|multiply)\b|\bschur product\b/gi, "hadamard product"],
  [/\b(l2|2)[- ]norm\b|\bvector norm\b|\bnorm of a vector\b/gi, "euclidean norm"], [/\bmatrix norm\b/gi, "frobenius norm"],
  [/\bmse\b|\bl2 loss\b|\bsquared? (loss|error loss)\b/gi, "mean squared error"], [/\bcrossentropy\b|\bnll\b/gi, "cross entropy"],
  [/\brectified linear units?\b/gi, "relu"], [/\bhyperbolic tangent\b/gi, "tanh"], [/\b(inner|scalar) product\b/gi, "dot product"],
  [/\blog[- ]?sum[- ]?exp\b|\blse\b/gi, "log sum exp"], [/\blogsoftmax\b/gi, "log softmax"], [/\blogdet\b/gi, "log det"],
  [/\blayer[- ]?norm\b/gi, "layer normalisation"], [/\bbatch[- ]?norm\b/gi, "batch normalisation"],
  [/\brms[- ]?norm\b/gi, "root mean square normalisation"], [/\bvector[- ]jacobian products?\b/gi, "vjp"],
  [/\b(fully[- ]connected|dense|feed[- ]?forward) layer\b/gi, "linear layer"], [/\bskip connection\b/gi, "residual connection"], [/\bsquare root\b/gi, "sqrt"],
  [/\breverse[- ]mode\b/gi, "backward"], [/\bforward[- ]mode\b/gi, "forward"],
];
const SAME = [
  "gradient grad derivative deriv differentiate diff jacobian slope", "backward backwards back backprop backpropagation vjp pullback reverse",
  "square squared", "product multiplication multiply mul times", "quotient division divide ratio", "difference subtraction subtract",
  "sum addition add total plus", "loss cost objective", "linear affine", "normalisation normalise norm", "centring centering demean",
  "convention notation symbol", "correction corrected misprint erratum errata mistake", "transpose transposed", "diag diagonal", "abs absolute", "euclidean l2", "activation nonlinearity", "stacked stack vec vectorisation",
].map(list);
const GENERIC = new Set(list("gradient derivative jacobian"));  // nearly every entry is one
const STOP = new Set(list("a an and as at by compute do find for formula how i in is its of on or respect the to what with wrt it"));

const rephrased = (text) => PHRASES.reduce((line, [from, to]) => line.replace(from, to), text);
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\d]+/gu)?.map(plain).filter((word) => !STOP.has(word)) ?? [];
const titleWords = (text) => wordsOf(rephrased(text));
const plain = (word) => nameOf(word) ?? word.replace(/(?<=[^s])s$/, "").replace(/z/g, "s");  // one form, -ize like -ise
const GROUPS = new Map(SAME.flatMap((group) => group.map(plain).map((word, _, all) => [word, all])));
// Kinds of entries that a query has to name: without their word they come after all others, with it before.
const KINDS = [["vjp", .5], ["correction", .05]];
const isOf = (kind, words) => words.some((word) => GROUPS.get(kind).includes(word));

/** Reads the index; returns the function that answers a query: the best entries, best first, and whether none is on it. */
function prepare(index) {
  const entryOf = (address, page, pageNames, [id, title, text, tex]) => {
    const names = titleWords(title), ids = titleWords((id || address.replace(".html", "")).replace(/[-/]/g, " "));
    const formulas = formulasOf(tex);
    const entry = { id, address: id ? `${address}#${id}` : address, title, page, text, formulas, names, ids, words: new Map() };
    const signs = tex.join(" ");
    const spoken = [...signs.matchAll(/\\(?:operatorname\{)?([a-z]+)/g)].map((match) => nameOf(match[1])).filter(Boolean);
    if (formulas.some(({ sides }) => sides.slice(1).some((side) => /^\p{Ll} \p{Ll} '$/u.test(side)))) spoken.push("outer", "product");
    if (signs.includes("\\otimes")) spoken.push("kronecker");
    if (signs.includes("\\odot")) spoken.push("hadamard");
    if (signs.includes("\\lVert")) spoken.push("norm");
    for (const [words, weight] of [[wordsOf(text), 1], [spoken, 2], [pageNames, 1], [names, 3], [ids, 3]])
      for (const word of new Set(words)) entry.words.set(word, Math.max(weight, entry.words.has(word) ? entry.words.get(word) + .2 : 0));
    entry.kinds = KINDS.map(([kind]) => isOf(kind, [...names, ...pageNames, ...ids]));
    entry.rank = address.startsWith("sources/") ? .1 : address.startsWith("notebooks/") ? .6 : 1;
    return entry;
  };
  const entries = index.flatMap(([address, headings]) => {
    const page = headings[0][1], pageNames = titleWords(page);
    return headings.map((heading) => entryOf(address, page, pageNames, heading));
  });
  const frequency = new Map();
  for (const entry of entries) for (const word of entry.words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const vocabulary = [...frequency.keys()];
  const said = new Set([...vocabulary, ...GROUPS.keys(), ...STOP]);
  const weight = (word) => Math.log(1 + entries.length / (frequency.get(word) ?? 1)) * (GENERIC.has(GROUPS.get(word)?.[0]) ? .1 : 1);

  // A run of letters is a word if the pages use it, or begin one like it, or if it does not look like a product of letters.
  const isWord = (run) => {
    const word = plain(run.toLowerCase());
    if (run.length < 3) return STOP.has(run.toLowerCase());
    if (said.has(word) || said.has(run.toLowerCase())) return true;
    return /^[A-Z]?[a-z]{3,}$/.test(run) || (/^[A-Z]?[a-z]{2}$/.test(run) && vocabulary.some((known) => known.startsWith(word)));
  };

  // What a word of the query may stand for: itself, what means the same, what it begins, what differs in one letter.
  const meanings = (word) => {
    const found = new Map([[word, 1]]);
    const add = (other, quality) => found.set(other, Math.max(quality, found.get(other) ?? 0));
    for (const other of GROUPS.get(word) ?? []) add(other, .8);
    if (word.length > 2) for (const known of vocabulary) if (known.startsWith(word)) add(known, .6);
    if (!frequency.has(word) && found.size === 1 && word.length > 4)
      for (const known of vocabulary) if (oneLetterApart(word, known)) {
        add(known, .6);
        for (const other of GROUPS.get(known) ?? []) add(other, .4);
      }
    return found;
  };

  return (query, limit = 12) => {
    const line = rephrased(query);
    const by = /(?:\b(?:by|wrt|w\.r\.t\.?|respect to|in)\s+(?:the )?)(\p{L}|vec\(\p{L}\))\s*$/u.exec(line);
    const { tokens, words: spoken } = read(by ? line.slice(0, by.index) : line, isWord);
    const formula = askedFormula(tokens, by?.[1]);
    const words = [...new Set(spoken.flatMap(titleWords))];
    const matches = formula ? entries.map((entry) => scoreFormulas(entry, formula)) : [];
    if (formula && !matches.some(Boolean)) {  // nothing has it: its functions are words then, and what looks alike will do
      words.push(...tokens.map(nameOf).filter(Boolean));
      entries.forEach((entry, i) => { matches[i] = likeness(entry, formula); });
    }
    const asked = words.map((word) => ({ weight: weight(word), meanings: meanings(word), generic: GENERIC.has(GROUPS.get(word)?.[0]) }));
    const scored = [];
    for (const [i, entry] of entries.entries()) {
      let score = scoreWords(entry, asked) + 2 * (matches[i] ?? 0);
      if (formula && !matches[i]) score *= .3;
      for (const [k, [kind, less]] of KINDS.entries()) {
        const named = isOf(kind, words);
        if (named !== entry.kinds[k]) score *= named ? .8 : less;
      }
      score *= entry.rank;
      if (score > 0) scored.push({ entry, score });
    }
    scored.sort((one, other) => other.score - one.score);
    const good = scored.filter(({ score }) => score > .2 * scored[0].score);
    const found = good.slice(0, limit).map(({ entry, score }) => ({ ...entry, score, formula: formulaOf(entry), excerpt: excerptOf(entry, asked) }));
    return { found, isLacking: isLacking(entries, asked) };
  };
}

/** What an entry differentiates, by what, with the names that it introduces written out (`y` for `y = max(x, 0)`). */
function formulasOf(formulas) {
  const found = formulas.map((tex) => analyse(read(tex).tokens));
  const inOneLine = formulas.map((tex) => !tex.includes("\\begin"));
  const meaning = new Map(found.filter(({ num, sides }, i) => inOneLine[i] && !num && sides.length > 1 && /^\p{L}\u0302?$/u.test(sides[0]))
    .map(({ sides }) => [sides[0], sides[1]]).reverse());
  const opened = (text) => meaning.get(text.replace(/^(\S)_\S*$/, "$1")) ?? list(text).map((token, i, all) => {
    const whole = meaning.get(token);
    return !whole ? token : !whole.includes(" ") || (/^[(,]$/.test(all[i - 1]) && /^[),]$/.test(all[i + 1])) ? whole : `( ${whole} )`;
  }).join(" ");
  const open = (text) => opened(opened(text));
  return found.map(({ sides, num, by }, i) => {
    const nums = num ? [...new Set([num, open(num)])] : [];
    return { sides, by, nums, inOneLine: inOneLine[i], other: nums.map(renamed), otherBy: nums.map((text) => renamed(`${text} | ${by}`)), otherSides: sides.map(renamed) };
  });
}

/** What the entry differentiates, for people; the result depends on the layout and stands on the page. */
function formulaOf({ formulas }) {
  const first = formulas.find(({ nums }) => nums.length) ?? formulas.find(({ inOneLine }) => inOneLine);
  if (!first?.nums.length) return print(first?.sides.join(" = ") ?? "");
  const num = first.nums.findLast((text) => text.length < 60) ?? first.nums[0];
  const whole = /^\S+$|^\p{L}* ?\( [^()]* \)$|^‖ [^‖]* ‖$|^\| [^|]* \|$/u.test(num) ? num : `( ${num} )`;
  return print(first.by ? `∂ ${whole} / ∂ ${first.by}` : `∇ ${whole}`);
}

/** What the query asks for: a formula, and by what it is to be differentiated. */
function askedFormula(tokens, by) {
  if (!tokens.some((token) => /^\p{L}\u0302?(_|$)|^\d/u.test(token))) return undefined;
  const found = analyse(tokens);
  const text = found.num || found.sides[0];
  const variable = by ? analyse(read(by).tokens).sides[0] : found.by;
  const many = list(text).length > 1;
  return { text, sides: found.sides, by: variable, many, other: renamed(text), otherBy: renamed(`${text} | ${variable}`), mixed: /[^\p{Lu} ]/u.test(text) };
}

const isEntry = (by, whole) => by?.[1] === "_" && [by[0], by[0].toUpperCase()].includes(whole);

function scoreFormulas(entry, query) {
  let best = 0;
  for (const { sides, nums, by, other, otherBy, otherSides } of entry.formulas) {
    const within = (text) => ` ${text} `.includes(` ${query.text} `);
    nums.forEach((num, i) => {
      const uses = list(num).some((token) => token === by || token.startsWith(`${by}_`));
      if (num === query.text) best = Math.max(best, (query.by === by ? 12 : isEntry(by, query.by) ? 11 : query.by ? 5 : uses ? 10 : 7) - .6 * i);
      else if (query.many && query.mixed && otherBy[i] === query.otherBy) best = Math.max(best, 8);
      else if (query.many && query.mixed && other[i] === query.other) best = Math.max(best, query.by ? 4 : uses ? 7 : 5);
      else if (query.many && within(num)) best = Math.max(best, 2.5 + 3 * query.text.length / num.length - (query.by && query.by !== by ? 1 : 0));
    });
    sides.forEach((side, i) => {
      if (query.sides.length > 1 && query.sides[1] && side === query.sides[1] && sides[0] === query.sides[0]) best = Math.max(best, 12);
      if (!query.many) return;
      if (side === query.text) best = Math.max(best, i === 0 ? 8 : nums.length ? 5 : 8);
      else if (query.mixed && otherSides[i] === query.other) best = Math.max(best, i === 0 || !nums.length ? 5 : 3);
      else if (within(side)) best = Math.max(best, 1.5 + 2 * query.text.length / side.length);
    });
  }
  return best;
}

/** How much a formula of the entry looks like that of the query: the share of neighbouring tokens that they have in common. */
function likeness(entry, query) {
  const pairs = (text) => list(`^ ${text} $`).map((token, i, all) => `${all[i - 1]} ${token}`).slice(1);
  const asked = pairs(query.text);
  const shares = entry.formulas.flatMap(({ nums, sides }) => [...nums, ...sides]).map((text) => {
    const there = pairs(text);
    return 2 * asked.filter((pair) => there.includes(pair)).length / (asked.length + there.length);
  });
  const best = Math.max(0, ...shares);
  return best >= .5 ? 2 * best : 0;
}

function scoreWords(entry, asked) {
  if (!asked.length) return 0;
  let score = 0, matched = 0, total = 0;
  const hit = new Map();
  for (const { weight: worth, meanings, generic } of asked) {
    let best = 0;
    for (const [word, quality] of meanings) {
      const place = entry.words.get(word) ?? 0;
      if (place >= 3) hit.set(word, Math.max(quality, hit.get(word) ?? 0));
      best = Math.max(best, place * quality);
    }
    score += worth * best;
    if (generic) continue;
    total += 1;
    if (best) matched += 1;
  }
  const covered = (words) => [...new Set(words)].reduce((sum, word) => sum + (hit.get(word) ?? 0), 0) / (words.length || 1);
  const title = Math.max(covered(entry.names), covered(entry.ids));
  if (!entry.id) score *= title < 1 ? .7 : .95;  // a page is less than its entries, unless it is named
  return score * (total ? matched / total : 1) ** 2 * (1 + title);
}

/** Whether no entry has all words in its title, id or formulas, or in its text what its title leaves out. */
function isLacking(entries, asked) {
  const saysLittle = (word) => GENERIC.has(GROUPS.get(word)?.[0]) || isOf("vjp", [word]);
  const words = asked.filter(({ meanings }) => ![...meanings.keys()].some(saysLittle));
  const place = (entry, { meanings }) => Math.max(...[...meanings.keys()].map((word) => entry.words.get(word) ?? 0));
  const isNamed = ({ names }) => names.every((name) => words.some(({ meanings }) => meanings.has(name)));
  return words.length > 0 && !entries.some((entry) => words.every((word) => place(entry, word) >= (isNamed(entry) ? 1 : 2)));
}

/** The first sentence with a word of the query, or else the first. */
function excerptOf(entry, asked) {
  const sentences = entry.text.split("\n")[0].match(/[^.]+(?:\.(?!\s)[^.]*)*\./g) ?? [];
  const speaks = (sentence) => wordsOf(sentence).some((word) => asked.some(({ meanings }) => meanings.get(word) === 1));
  const sentence = sentences.find(speaks) ?? sentences[0] ?? "";
  return sentence.trim().replace(/\$([^$]*)\$/g, (_, tex) => {
    const { tokens, words } = read(tex);
    return tokens.length ? print(analyse(tokens).sides.join(" = ")) : words.join(" ");
  });
}

function oneLetterApart(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  return [[1, 1], [1, 0], [0, 1]].some(([a, b]) => one.slice(same + a) === other.slice(same + b)) ||
    (one.slice(same, same + 2) === other[same + 1] + other[same] && one.slice(same + 2) === other.slice(same + 2));
}

return { prepare };
})();
