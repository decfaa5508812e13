// Renders formulas: [{tex, display}] on stdin becomes {rules, rendered} on stdout (see RenderedMath in mathjax.py).

const MathJax = require('mathjax');

// Inline math wider than this may be broken at its relations and operators; shorter math stays in one piece.
const BREAKABLE = 10.6; // em
// MathJax measures in ex. A browser looks up the font of every element that does; em cost nothing. Math is so much
// larger than the text that small letters are as high in both, in the fonts of most phones and computers.
const LARGER = 1.2;
const EM_PER_EX = LARGER * 442 / 1000; // 442: small letters of MathJax's font
// What MathJax calls the sizes of the gap at a break, in em.
const GAPS = [0, 0.111, 0.167, 0.222, 0.278, 0.333];

// Rules for what no formula has: tidy() drops it, a package that is not loaded would write it, or it is an error here.
const ABSENT = /mjx-(break|tool|tip|status|html|measure)|MJX-ZERO|data-(sre|mjx|c\b)|merror|maction|svg a\b/;

async function main() {
  await MathJax.init({
    loader: {load: ['adaptors/liteDOM', 'input/tex-base', '[tex]/ams', '[tex]/boldsymbol', 'output/svg', 'a11y/assistive-mml']},
    // No package that defines macros, loads others or prints errors as red text: what is unknown is an error.
    // A formula is rendered a second time when MathJax had to load glyphs for it, and would then repeat its labels.
    tex: {packages: ['base', 'ams', 'boldsymbol'], ignoreDuplicateLabels: true, formatError: (_, error) => { throw error; }},
    svg: {fontCache: 'local'},
    startup: {typeset: false},
  });
  MathJax.startup.input[0].postFilters.add(({data}) => airRows(data.root));
  const batch = JSON.parse(require('fs').readFileSync(0, 'utf8'));
  const rendered = [];
  for (const {tex, display} of batch) {
    try {
      let formula = await render(tex, display, false);
      if (!display && formula.width > BREAKABLE) formula = await render(tex, display, true);
      rendered.push(formula);
    } catch (error) {
      rendered.push({error: error.message});
    }
  }
  const rules = MathJax.startup.adaptor.cssText(MathJax.svgStylesheet()).split('\n\n')
    .filter((rule) => !ABSENT.test(rule))
    .map((rule) => rule.replace(/\s*([{}:;,>])\s*/g, '$1').replace(';}', '}'));
  rules.push('mjx-container>svg{fill:currentColor;stroke:currentColor;stroke-width:0}');
  process.stdout.write(JSON.stringify({rules, rendered}));
}

async function render(tex, display, breakable) {
  const dom = MathJax.startup.adaptor;
  MathJax.texReset(); // no formula may depend on the labels of another
  MathJax.startup.output.options.linebreaks.inline = breakable;
  const container = await MathJax.tex2svgPromise(tex, {display});
  const glyphPaths = takeGlyphPaths(dom, container);
  for (const svg of dom.tags(container, 'svg')) sizeInEm(dom, svg);
  turnOver(dom, container);
  tidy(dom, container, glyphPaths);
  const glyphs = [];
  for (const use of dom.tags(container, 'use')) {
    const glyphPath = glyphPaths[dom.getAttribute(use, 'xlink:href').slice(1)];
    if (!glyphs.includes(glyphPath)) glyphs.push(glyphPath);
    dom.setAttribute(use, 'xlink:href', '#' + glyphs.indexOf(glyphPath));
  }
  const drawings = dom.childNodes(container).filter((child) => dom.kind(child) === 'svg');
  const size = (svg, name) => parseFloat(dom.getStyle(svg, name)) || 0;
  const rendered = {
    glyphs,
    width: Math.max(...drawings.map((svg) => size(svg, 'min-width') || size(svg, 'width'))),
    height: Math.max(...drawings.map((svg) => size(svg, 'height'))),
    shift: null,
  };
  const [drawing, ...more] = drawings;
  if (!more.length) { // the element around it has its place, and its size unless it is as wide as the page
    rendered.shift = size(drawing, 'vertical-align');
    dom.setStyle(drawing, 'vertical-align', '');
    if (!dom.getStyle(drawing, 'min-width')) dom.removeAttribute(drawing, 'style');
  }
  return {...rendered, html: dom.innerHTML(container).replace(/><\/(use|rect|line)>/g, '/>')};
}

// Writes the sizes of a drawing in em of the text.
function sizeInEm(dom, svg) {
  const inEm = (_, ex) => `${+(ex * EM_PER_EX).toFixed(3)}em`;
  for (const name of ['width', 'height', 'style']) {
    const sizes = dom.getAttribute(svg, name);
    if (sizes) dom.setAttribute(svg, name, sizes.replace(/(-?[\d.]+)ex\b/g, inEm));
  }
}

// Keeps fractions in one row of a table off those in the next.
function airRows(root) {
  root.walkTree((node) => {
    if (!node.isKind('mtable')) return;
    let fractions = false;
    node.walkTree((inner) => { fractions ||= inner.isKind('mfrac'); });
    if (fractions) node.attributes.set('rowspacing', '.6em');
  });
}

// Moves the glyph paths out of the drawing: {id: glyph path}.
function takeGlyphPaths(dom, container) {
  const glyphPaths = {};
  for (const defs of dom.tags(container, 'defs')) {
    for (const path of dom.childNodes(defs)) {
      const glyphPath = dom.getAttribute(path, 'd');
      if (glyphPath) glyphPaths[dom.getAttribute(path, 'id')] = inSteps(glyphPath);
    }
    dom.remove(defs);
  }
  return glyphPaths;
}

// Writes a glyph path, upside down, as steps from point to point instead of places, in units of GRID: they take fewer
// letters and compress better. No point moves by more than a thousandth of an em.
function inSteps(glyphPath) {
  let from = [0, 0];
  let last = '';
  return glyphPath.replace(/([A-Z])([^A-Z]*)/g, (step, command, rest, at) => {
    const places = (rest.match(/-?[\d.]+/g) || []).map((place, k) => (k % 2 ? -1 : 1) * Math.round(place / GRID));
    const isKnown = command === 'Z' ? at === glyphPath.length - 1 : places.length === POINTS[command] * 2;
    if (!isKnown) throw new Error(`a glyph path has the unknown step "${step}"`);
    const steps = places.map((place, k) => place - from[k % 2]);
    from = places.slice(-2);
    let letter = command.toLowerCase();
    if (command === 'L' && !steps[0]) {
      letter = 'v';
      steps.shift();
    } else if (command === 'L' && !steps[1]) {
      letter = 'h';
      steps.pop();
    }
    const said = letter === last ? ' ' : letter; // one letter serves all steps of its kind that follow
    last = letter;
    return (said + steps.join(' ')).replaceAll(' -', '-');
  });
}

const GRID = 2; // thousandths of an em; insert_math.py enlarges the glyph paths by it

const POINTS = {M: 1, L: 1, C: 3}; // all that MathJax's glyph paths have, but for a Z at their end

// Lets a drawing count downwards, as SVG does. MathJax counts upwards, in a group of its own in each formula.
function turnOver(dom, node, turned = false) {
  const kind = dom.kind(node);
  if (turned) {
    const moves = dom.getAttribute(node, 'transform') || '';
    const number = (name) => Number(dom.getAttribute(node, name) || 0);
    const set = (name, value) => {
      if (Number.isNaN(value)) throw new Error(`its ${kind} has a ${name} that is no number`);
      dom.setAttribute(node, name, String(value));
    };
    if (!(kind in HEIGHTS) || moves.replace(/(translate|scale)\([-\d., ]*\)/g, '').trim()) {
      throw new Error(`its drawing has a ${kind} "${moves}", which cannot be turned over`);
    }
    if (moves) {
      const down = (_, x, y) => `translate(${x},${-y})`;
      dom.setAttribute(node, 'transform', moves.replace(/translate\(([^, )]*)[, ]*([^)]*)\)/g, down));
    }
    for (const name of HEIGHTS[kind]) set(name, -number(name));
    if (kind === 'svg' || kind === 'rect') set('y', -number('y') - number('height'));
    if (kind === 'svg') {
      const [x, y, width, height] = dom.getAttribute(node, 'viewBox').split(' ').map(Number);
      dom.setAttribute(node, 'viewBox', [x, -y - height, width, height].join(' '));
    }
  } else if (kind === 'use') {
    throw new Error('its drawing has no group that is turned over');
  } else if (kind === 'g' && TURNED.has(dom.getAttribute(node, 'transform'))) {
    dom.removeAttribute(node, 'transform');
    turned = true;
  }
  for (const child of dom.childNodes(node)) if (dom.kind(child) !== '#text') turnOver(dom, child, turned);
}

const TURNED = new Set(['scale(1,-1)', 'matrix(1 0 0 -1 0 0)']);
// What a drawing consists of, and which of its attributes are heights (y aside).
const HEIGHTS = {g: [], a: [], use: [], rect: [], line: ['y1', 'y2'], svg: [], text: []};

// Drops what only MathJax's own scripts in a browser would read.
function tidy(dom, node, glyphPaths) {
  let last = null;
  for (const child of [...dom.childNodes(node)]) {
    const kind = dom.kind(child);
    if (kind === '#text') continue;
    if (kind === 'text' && dom.textContent(child)) throw new Error(`no glyph for "${dom.textContent(child)}"`);
    if (kind === 'mjx-break') {
      // The gap goes behind the drawing before the break, where it vanishes at the end of a line; MathJax's
      // own way needs a font to be loaded first.
      const gap = GAPS[dom.getAttribute(child, 'size') || 0] * LARGER;
      dom.setStyle(last, 'margin-right', gap.toFixed(3) + 'em');
      dom.replace(dom.node('wbr'), child);
      continue;
    }
    last = child;
    tidy(dom, child, glyphPaths);
    if (kind === 'use') {
      if (!(dom.getAttribute(child, 'xlink:href').slice(1) in glyphPaths)) { // empty: a space or an invisible operator
        dom.remove(child);
        continue;
      }
    }
    if (kind === 'svg') {
      // As style, since a site's `svg {height: auto}` overrules attributes; and as attributes, which are all
      // that Chromium heeds on the drawings within a drawing (they lengthen a bracket).
      for (const name of ['width', 'height']) {
        const size = dom.getAttribute(child, name);
        if (size) dom.setStyle(child, name, /[a-z%]$/.test(size) ? size : size + 'px');
      }
      const box = dom.getAttribute(child, 'viewBox');
      if (box) dom.setAttribute(child, 'viewBox', box.replace(/[-\d.]+/g, (number) => Math.round(number)));
    }
    for (const {name, value} of dom.allAttributes(child)) {
      const styled = name === 'data-table' || name === 'data-line' || name === 'data-frame' ||
        (name === 'data-mml-node' && value === 'mtable');
      if ((name.startsWith('data-') && !styled) || DROPPED.has(name)) dom.removeAttribute(child, name);
    }
    place(dom, child);
    if (kind === 'g' && dom.kind(node) === 'svg') { // the whole drawing, of which a rule says the colours
      for (const name of ['stroke', 'fill', 'stroke-width']) dom.removeAttribute(child, name);
    }
    if (kind === 'g') unwrap(dom, child); // but a table keeps its group, by which the stylesheet knows its rules
    // To MathML, a row of one is that one.
    if (kind === 'mrow' && !dom.allAttributes(child).length && dom.childNodes(child).length === 1) {
      dom.replace(dom.firstChild(child), child);
    }
  }
  join(dom, node, glyphPaths);
}

// Drops a group that is empty, does nothing, or only moves what is in it: a browser styles each element many times.
function unwrap(dom, group) {
  const names = dom.allAttributes(group).map(({name}) => name);
  const inner = [...dom.childNodes(group)];
  if (names.length && inner.length) {
    const moves = dom.getAttribute(group, 'transform');
    if (names.join() !== 'transform' || !inner.every((drawing) => MOVABLE.has(dom.kind(drawing)))) return;
    if (inner.length > 1 && !MOVE.test(moves)) return; // to scale each would take more letters
    for (const drawing of inner) {
      dom.setAttribute(drawing, 'transform', [moves, dom.getAttribute(drawing, 'transform')].filter(Boolean).join(' '));
      place(dom, drawing);
    }
  }
  for (const drawing of inner) dom.insert(drawing, group);
  dom.remove(group);
}

// Says where something stands in fewer letters, in whole thousandths of an em.
function place(dom, drawing) {
  let moves = dom.getAttribute(drawing, 'transform') || '';
  moves = moves.replace(/^translate\((\S+?)[, ](\S+?)\)(?: translate\((\S+?)[, ](\S+?)\))?/, (_, x, y, right = 0, down = 0) =>
    `translate(${Math.round(+x + +right)},${Math.round(+y + +down)})`);
  if (moves) dom.setAttribute(drawing, 'transform', moves);
  const move = MOVE.exec(moves);
  if (!move || !PLACED.has(dom.kind(drawing))) return;
  dom.removeAttribute(drawing, 'transform');
  ['x', 'y'].forEach((name, k) => {
    const to = Math.round(Number(move[k + 1]) + Number(dom.getAttribute(drawing, name) || 0));
    if (to) dom.setAttribute(drawing, name, String(to));
    else dom.removeAttribute(drawing, name);
  });
}

const MOVE = /^translate\(([-\d.]+)[, ]([-\d.]+)\)$/;
const PLACED = new Set(['use', 'rect']); // by x and y
const MOVABLE = new Set(['g', 'use', 'rect', 'line']);

// Draws what stands on one line in one size with one glyph path.
function join(dom, node, glyphPaths) {
  let run = [];
  const draw = () => {
    const [first, ...more] = run;
    run = [];
    if (!more.length) return;
    let glyphPath = glyphPaths[first.id];
    for (const {drawing, id, x} of more) {
      const right = Math.round((x - first.x) / first.size / GRID);
      glyphPath += glyphPaths[id].replace(/(?:^m|M)(-?[\d.]+)/g, (_, start) => 'M' + (+start + right));
      dom.remove(drawing);
    }
    const joined = `joined-${Object.keys(glyphPaths).length}`;
    glyphPaths[joined] = glyphPath;
    dom.setAttribute(first.drawing, 'xlink:href', '#' + joined);
  };
  for (const drawing of [...dom.childNodes(node)]) {
    const placed = dom.kind(drawing) === 'use' && SIZED.exec(dom.getAttribute(drawing, 'transform') || '');
    if (!placed) {
      draw();
      continue;
    }
    const [, right = 0, down = 0, size = 1] = placed;
    const at = (name) => Number(dom.getAttribute(drawing, name) || 0) * size;
    const id = dom.getAttribute(drawing, 'xlink:href').slice(1);
    const found = {drawing, id, x: +right + at('x'), y: +down + at('y'), size};
    if (run.length && (found.y !== run[0].y || size !== run[0].size)) draw();
    run.push(found);
  }
  draw();
}

const SIZED = /^(?:translate\(([-\d.]+),([-\d.]+)\) scale\(([\d.]+)\))?$/;

const DROPPED = new Set(['id', 'xmlns', 'xmlns:xlink', 'role', 'focusable', 'unselectable']);

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
