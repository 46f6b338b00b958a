import {expect, it} from 'vitest';
import {codeBlocks} from '../../source/rules/code-blocks.ts';

it.each([
	['none', 'no code', []],
	['one', 'a\n```sh\nls\n```\nb', ['ls']],
	['two with other fences', '```\na\n```\n~~~py\nb\n\nc\n~~~', ['a', 'b\n\nc']],
	['one that is not ended', '```sh\nls\npwd', ['ls\npwd']],
	['a shorter fence inside a longer', '````md\n```\nx\n```\n````', ['```\nx\n```']],
	['one in a list, without its indent', '1. do\n   ```\n   ls\n     -l\n   ```', ['ls\n  -l']],
	['words in one line that look like a fence', '``` a ``` b', []],
])('of an answer with %s the blocks of code are taken', (_, markdown, blocks) => {
	expect(codeBlocks(markdown)).toEqual(blocks);
});
