// Reads formulas, printed in TeX or typed by a reader, into one form: a string of tokens such as `x ' A x`.
// `x^T A x`, `xᵀAx`, `x'Ax`, `x.T @ A @ x` and `\mathbf{x}^\top \mathbf{A} \mathbf{x}` all become this one.
"use strict";
globalThis.searchFormulas = (() => {
const list = (text) => text.split(" ");

// Functions that pages write as signs: `apply` says how. All others, and what else each is called, are in the index.
const OF_SIGNS = { abs: ["modulus"], dot: [], inverse: ["inv"], kronecker: ["kron"], norm: [], outer: [], sum: [], transpose: [] };
const NAMES = new Map(Object.entries({ ...globalThis.searchNames, ...OF_SIGNS })  // of each name and other name, the name
  .flatMap(([name, others]) => [name, ...others].map((other) => [other, name])));
const GREEK = new Map(list("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho ς sigma " +
  "tau upsilon phi chi psi omega").map((name, i) => [name, String.fromCharCode(0x3b1 + i)]));
const COMMANDS = new Map(Object.entries({
  top: "'", intercal: "'", prime: "'", odot: "⊙", circ: "⊙", otimes: "⊗", oslash: "/", cdot: "·", times: "×", partial: "∂",
  nabla: "∇", lVert: "‖", rVert: "‖", Vert: "‖", lvert: "|", rvert: "|", vert: "|", leq: "≤", le: "≤", geq: "≥", ge: "≥",
  neq: "≠", ne: "≠", in: "∈", to: "→", approx: "≈", dots: "…", cdots: "…", ldots: "…", vdots: "…", ddots: "…", sum: "∑",
  varepsilon: "ε", frac: "\\frac", sqrt: "\\sqrt", hat: "\\hat", begin: "\\begin", end: "\\begin",
}));
const ONE_SIGN = [  // signs that are written in several ways, and what NumPy adds to a formula
  [/\\(?:operatorname\*?|text)\s*\{([^{}]*)\}/g, " $1 "], [/\\\\\s*(?=&|=)|&(?=\s*=)/g, " "],
  [/\\\\/g, ";"], [/&/g, ","], [/\\\|/g, "‖"], [/\\[,;:! ]/g, " "], [/\|\|/g, "‖"], [/\*\*/g, "^"],
  [/\b(?:(?:np|jnp|numpy|torch|tf|F|nn|linalg|functional)\.)+/g, ""], [/\.\*|[∘∗]/g, "⊙"], [/\.T\b|[ᵀ⊤′’‘`]/g, "'"],
  [/⁻¹/g, "^-1"], [/²/g, "^2"], [/³/g, "^3"], [/[⋅∙•]/g, "·"], [/[−–]/g, "-"], [/[⊘÷]/g, "/"], [/√/g, "sqrt "],
  [/([a-z])_?hat\b/g, "$1\u0302"], [/\bgrad(?=_)/g, "∇"], [/(?:σ|\\sigma)\s*(?=\()/g, "sigmoid"],
];
const PIECE = /\\[a-zA-Z]+|[a-zA-Z]\u0302|[a-zA-Z]+|\d+(?:\.\d+)?|\S/g;

const isLetter = (token) => /^\p{L}\u0302?(_\S*)?$/u.test(token ?? "");
const isSmall = (token) => isLetter(token) && token[0] === token[0].toLowerCase();
const isPlain = (text) => /^(\S*|- \S+|[∂d] .*|\S+ '|\S+ \( [^()]* \)|‖ [^‖]* ‖)$/.test(text);
const wrap = (tokens) => (isPlain(tokens.join(" ")) ? tokens : ["(", ...tokens, ")"]);
const nameOf = (run = "") => NAMES.get(run.toLowerCase());

/** Cuts a formula into tokens. In a query, the words that `isWord` knows are kept apart, as are functions without argument. */
function read(source, isWord = () => false) {
  for (const [from, to] of ONE_SIGN) source = source.replace(from, to);
  const known = (name) => COMMANDS.get(name) ?? (nameOf(name) || GREEK.has(name) ? name : "");
  const pieces = (source.normalize("NFKC").match(PIECE) ?? [])
    .map((piece) => (piece[0] === "\\" ? known(piece.slice(1)) : piece)).filter(Boolean);
  const words = [];
  let at = 0;

  const prose = (i) => {
    const run = pieces[i] ?? "";
    return run.toLowerCase() === "a" ? /^[a-z]{2}/i.test(pieces[i + 1] ?? "") && isWord(pieces[i + 1]) : run.length > 1 && !nameOf(run) && isWord(run);
  };
  const until = (end) => {
    const out = [];
    while (at < pieces.length && pieces[at] !== end) append(out);
    at += 1;
    return out;
  };
  const group = () => {  // what stands behind ^ or _ or a command
    if (pieces[at] === "{") return at += 1, until("}");
    const out = [];
    if (pieces[at] === "-") out.push(pieces[at++]);
    if (at < pieces.length) append(out);
    return out;
  };
  const argument = () => {  // of a function, in brackets or not: `tr(AX)`, `tr AX`, `trace of AX`
    if (pieces[at] === "_") at += 1, group();
    while (/^(of|the)$/.test(pieces[at])) at += 1;
    if (pieces[at] === "(") return at += 1, until(")");
    const out = [];
    while (/^['‖]|^[\p{L}\d]/u.test(pieces[at] ?? "") && !prose(at)) append(out);
    return out;
  };
  const append = (out) => {
    const piece = pieces[at++];
    const last = out.at(-1);
    if (piece === "{") out.push(...until("}"));
    else if (piece === "(" || piece === "[") out.push("(", ...until(piece === "(" ? ")" : "]"), ")");
    else if (piece === "‖") {
      out.push("‖", ...until("‖"), "‖");
      if (pieces[at] === "_") at += 1, group();
    } else if (piece === "|") {
      const inside = until("|");
      out.push(...(isLetter(inside[0]) && !isSmall(inside[0]) ? apply("det", inside) : apply("abs", inside)));
    } else if (piece === "\\frac") out.push(...wrap(group()), "/", ...wrap(group()));
    else if (piece === "\\sqrt") out.push("sqrt", "(", ...group(), ")");
    else if (piece === "\\hat") out.push(...group().map((token) => `${token[0]}\u0302${token.slice(1)}`.normalize("NFC")));
    else if (piece === "\\begin") group();
    else if (piece === "∑" || piece === "Σ") {
      out.push("∑");
      while (/^[_^]$/.test(pieces[at])) at += 1, group();
    } else if (piece === "_") {
      const index = group().join("");
      if (isLetter(last) || last === "∇") out.push(`${out.pop()}_${index}`);
    } else if (piece === "^") {
      const power = group().filter((token) => token !== "⊙");
      if (/^['tTH]$/.test(power[0])) out.push("'");
      else if (last === "e") out.splice(-1, 1, "exp", "(", ...power, ")");
      else out.push("^", ...wrap(power));
    } else if (piece === "·" || piece === "@") {
      if (isSmall(last) && !/^\d/.test(pieces[at])) out.push("'");
    } else if (piece === "*") {
      if (isSmall(last) && isSmall(pieces[at]?.[0])) out.push("⊙");
    } else if (/^[a-zA-Z]+$/.test(piece)) run(piece, out);
    else if (!/^[.\\})\]]$/.test(piece)) out.push(piece);
  };
  const run = (letters, out) => {
    const name = nameOf(letters);
    const afterFactor = isLetter(out.at(-1)) || out.at(-1) === ")";
    if (prose(at - 1)) words.push(letters);
    else if (name === "transpose" && afterFactor) out.push("'");
    else if (name === "inverse" && afterFactor) out.push("^", "-", "1");
    else if (name) {
      const inside = argument();
      if (inside.length) out.push(...apply(name, inside));
      else words.push(name);
    } else if (GREEK.has(letters.toLowerCase())) out.push(GREEK.get(letters.toLowerCase()));
    else for (const letter of letters) out.push(letter === "T" && (isLetter(out.at(-1)) || out.at(-1) === ")") ? "'" : letter);
  };
  return { tokens: until(), words };
}

/** Writes the application of a function as the pages write it. */
function apply(name, inside) {
  const [one, two] = inside.join(" ").split(" , ").map(list);
  if (name === "norm") return ["‖", ...one, "‖"];
  if (name === "abs") return ["|", ...inside, "|"];
  if (name === "relu") return ["max", "(", ...inside, ",", "0", ")"];
  if (name === "max" && two && one[0] === "0") return ["max", "(", ...two, ",", "0", ")"];
  if (name === "transpose") return [...wrap(inside), "'"];
  if (name === "inverse") return [...wrap(inside), "^", "-", "1"];
  if (name === "sum") return inside.some((token) => token.includes("_")) ? ["∑", ...inside] : ["1", "'", ...wrap(inside)];
  if (name === "mean") return ["1", "/", "n", "1", "'", ...wrap(inside)];
  if (name === "dot" && two) return [...one, "'", ...two];
  if (name === "outer" && two) return [...one, ...two, "'"];
  if (name === "kronecker" && two) return [...one, "⊗", ...two];
  return [name, "(", ...inside, ")"];
}

/** Finds the sides of an equation and what its left side differentiates by what: { sides, num, by }. */
function analyse(tokens) {
  const sides = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += (token === "(") - (token === ")");
    if (token === "=" && depth === 0) sides.push([]);
    else sides.at(-1).push(token);
  }
  const left = sides[0];
  const isD = (token) => /^[∂d]$/.test(token);
  const start = left.findIndex(isD);
  const bar = left.findIndex((token, i) => token === "/" && i > start && isD(left[i + 1]));
  const nabla = left.findIndex((token) => token[0] === "∇");
  let num = [], by;
  if (start >= 0 && bar > 0) {
    const end = nameOf(left[bar + 2]) ? left.indexOf(")", bar) + 1 : bar + 3;  // by `x` or by `vec(X)`
    num = left.slice(start + 1, bar);
    by = left.slice(bar + 2, end);
    if (num.length === 0) num = left.slice(end);
  } else if (nabla >= 0) {
    by = left[nabla].length > 2 ? [left[nabla].slice(2)] : undefined;
    num = left.slice(nabla + 1);
  }
  return { sides: sides.map(simple), num: simple(num), by: by && simple(by) };
}

/** Joins tokens; of two ways to write the same, the shorter. */
function simple(tokens) {
  let text = bare(tokens).join(" ");
  for (const [from, to] of [
    [/(?<=^| )(\S+) ⊙ \1(?= |$)/g, "$1 ^ 2"], [/‖ (\S+) ‖ \^ 2(?= |$)/g, "$1 ' $1"],
    [/‖ ([^‖]+) ‖ \^ 2(?= |$)/g, "( $1 ) ' ( $1 )"], [/(?<=^|[^\p{L}\s] )\( (\p{L}\S*( ')?) \)/gu, "$1"],
    [/\| (det \( [^()]* \)) \|/g, "$1"], [/(?<=^| )\( (\p{L}\S*) \)(?= ')/gu, "$1"],
  ]) text = text.replace(from, to);
  return text;
}

function bare(tokens) {  // without brackets around the whole
  let depth = 0;
  const close = tokens.findIndex((token) => (depth += (token === "(") - (token === ")")) === 0);
  return tokens[0] === "(" && close === tokens.length - 1 ? bare(tokens.slice(1, -1)) : tokens;
}

/** The same formula in letters that stand for any: `y ' A x` and `u ' B v` become one. */
function renamed(text) {
  const seen = new Map();
  return text.replace(/(?<=^| )\p{L}\u0302?(?=[ _]|$)/gu, (letter) => {
    if (!seen.has(letter)) seen.set(letter, (isSmall(letter) ? "v" : "M") + seen.size);
    return seen.get(letter);
  });
}

const LOW = Object.fromEntries([..."0123456789ijklmn"].map((sign, i) => [sign, [..."₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₘₙ"][i]]));
const FOR_PEOPLE = [
  [/_([0-9ijklmn]+)(?= |$)/g, (_, index) => [...index].map((sign) => LOW[sign]).join("")],
  [/ \^ - 1\b/g, "⁻¹"], [/ \^ 2\b/g, "²"], [/ \^ 3\b/g, "³"], [/(?<=(^| )[fgh]) '(?= \()/g, "′"], [/ '/g, "ᵀ"],
  [/(?<= \/ (∂ )?(\d+|\p{L}\u0302?[₀-ₙ]*))(?= [\p{L}\d(∂∑])/gu, " \u2009"],  // where a denominator ends
];
const SPACED = /^[=+⊙⊗×≤≥≠≈∈→<>-]$/;

/** A formula for people, in one line. */
function print(text) {
  const line = FOR_PEOPLE.reduce((before, [from, to]) => before.replace(from, to), text);
  return list(line).reduce((before, token) => {
    const signBefore = SPACED.test(before.at(-1)) && !/(^|[(=^] ?)-$/.test(before);  // but no space behind a sign of one number
    const sign = SPACED.test(token) && !/[(^]$|^$/.test(before);
    const name = /^[a-z]{2}/.test(token) && /[\p{L}\dᵀ²)∂]$/u.test(before);
    return before + (sign || signBefore || name || /[,;]$/.test(before) ? " " : "") + token;
  }, "");
}

return { read, analyse, renamed, print, nameOf };
})();
