// The little Markdown that docs/problems.md is written in, as elements: paragraphs, lists, fenced text, bold, code, links.

import { element } from './dom';

const docs = 'https://github.com/kubeopencode/agentrender/blob/main/docs/';

function inline(text: string): (Node | string)[] {
  return text.split(/(`` .+? ``|`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).filter((part) => part !== '').map((part) => {
    const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
    if (link) return element('a', { href: new URL(link[2], docs).href }, link[1].replaceAll('`', ''));
    if (part.startsWith('**')) return element('strong', {}, part.slice(2, -2));
    if (part.startsWith('``')) return element('code', {}, part.slice(3, -3));
    return part.startsWith('`') ? element('code', {}, part.slice(1, -1)) : part;
  });
}

export function elementsOf(markdown: string): HTMLElement[] {
  const blocks = markdown.split(/(^```[\s\S]*?^```$)/m);
  return blocks.flatMap((block): HTMLElement[] => {
    if (block.startsWith('```')) return [element('pre', { tabindex: '0' }, block.replace(/^```\w*\n|\n```$/g, ''))];
    return block.split(/\n{2,}/).map((part) => part.trim()).filter((part) => part !== '').map((part) => {
      if (!part.startsWith('- ')) return element('p', {}, ...inline(part.replaceAll('\n', ' ')));
      return element('ul', {}, ...part.split(/^- /m).slice(1).map((item) => element('li', {}, ...inline(item.trim().replace(/\n\s*/g, ' ')))));
    });
  });
}
