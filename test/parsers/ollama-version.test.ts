import {expect, it} from 'vitest';
import {parseOllamaVersion} from '../../source/parsers/ollama-version.ts';

it.each([
	['{"version":"0.12.3"}', '0.12.3'],
	['{"version":"0.0.0","more":[1]}', '0.0.0'],
	['{"version":12}', undefined],
	['{"error":"no"}', undefined],
	['["version"]', undefined],
	['null', undefined],
	['{"version":"0.1', undefined],
	['<html>', undefined],
	['', undefined],
])('%s is %s', (text, version) => {
	expect(parseOllamaVersion(text)).toBe(version);
});
