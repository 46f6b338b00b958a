import {expect, it} from 'vitest';
import {modelNames} from '../../source/cli/model-names.ts';

it.each([
	['', 'it is empty'],
	['https://ollama.com/library/qwen3', 'leave out what stands before the registry'],
	['qwen3@sha256:0123', 'a digest is none'],
	['a/b/c/d', 'it has too many parts'],
	['hf.co/model', 'a registry is followed by an owner'],
	['hf.co/own.er/model', 'an owner has no dot'],
	['m'.repeat(300), 'a part of it is longer than 80 letters'],
	[':', 'those are as llama3.2:3b'],
	['../x', 'those are as llama3.2:3b'],
	['a\nb', 'those are as llama3.2:3b'],
	['-x', 'those are as llama3.2:3b'],
	['.hidden/x', 'a registry is followed by an owner'],
])('%j is no name of a model, and it says why', (name, why) => {
	expect(modelNames(['tiny', name])).toEqual({usage: expect.stringContaining(why)});
});

it('a model that is named in two ways is one, as it was named first', () => {
	const names = ['tiny', 'TINY:latest', 'registry.ollama.ai/library/tiny', 'big'];
	expect(modelNames(names)).toEqual(['tiny', 'big']);
});
