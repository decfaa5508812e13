"""Strip notebook pages of the styles of JupyterLab, so that they look like all others.

mkdocs-jupyter ships each notebook with the style of JupyterLab (570 KB a page) and a copy button with a script of its
own. Both go; the cells get the markup of the site's own code blocks, and so their colours and their copy buttons.
"""

import re

_WRAPPER = '<div class="jupyter-wrapper">'
_STYLES = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL)
_INPUT = re.compile(
    r'<div class="CodeMirror cm-s-jupyter">.*?<div class="highlight-ipynb[^"]*"><pre>(?P<code>.*?)</pre></div>'
    r'\s*<div class="clipboard-copy-txt"[^>]*>[^<]*</div>\s*</div>',
    re.DOTALL,
)
_FENCE = re.compile(r'<div class="highlight"><pre>(?!<code>)(.*?)</pre></div>', re.DOTALL)  # in running text
_OUTPUT = re.compile(r'<div class="jp-RenderedText jp-OutputArea-output"([^>]*)>\s*<pre>(.*?)</pre>', re.DOTALL)
_PICTURE = re.compile(r'<svg\b[^>]*\bviewbox="0 0 ([\d.]+) ([\d.]+)"[^>]*\bwidth="([\d.]+\w+)".*?</svg>', re.DOTALL)
_COLLAPSER = re.compile(r'<div class="jp-Collapser[^>]*>\s*</div>\s*')


def strip_notebook_styles(html: str) -> str:
    """Remove JupyterLab's styles and scripts from a notebook page; any other page stays as it is."""
    if _WRAPPER not in html:
        return html
    start = html.index(_WRAPPER)
    opening = html.rindex("<article", 0, start)
    end = html.index("</article>", start)
    close = html.rindex("</div>", start, end)  # figures inside keep their style
    cells = _COLLAPSER.sub("", html[start:close])
    cells = _INPUT.sub(r'<div class="highlight"><pre><code>\g<code></code></pre></div>', cells)
    cells = _FENCE.sub(r'<div class="highlight"><pre><code>\1</code></pre></div>', cells)
    cells = _OUTPUT.sub(r'<div class="jp-OutputArea-output no-copy"\1><pre><code>\2</code></pre>', cells)
    cells = _PICTURE.sub(r'<div class="picture" style="aspect-ratio:\1/\2;max-width:\3">\g<0></div>', cells)
    cells = cells.replace('<a class="anchor-link"', '<a class="headerlink" title="Permanent link"')
    cells = re.sub(r'(<div class="jp-[^>]*?) tabindex="0"', r"\1", cells)  # a cell does nothing on a key
    return html[:opening] + _STYLES.sub("", html[opening:start]) + cells + _STYLES.sub("", html[close:end]) + html[end:]
