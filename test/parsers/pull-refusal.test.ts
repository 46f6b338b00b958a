import {expect, test} from 'vitest';
import {parsePullRefusal} from '../../source/parsers/pull-refusal.ts';
import {failureText} from '../../source/theme/failure-text.ts';

const why = (reason: string, model = 'qwen3:4b') =>
	failureText(parsePullRefusal({where: 'n1: Ollama', model, reason, missingBytes: 0}));

/** In the words of Ollama's server/download.go and server/auth.go, and of issues of its repository. */
test.each([
	['pull model manifest: file does not exist', 'the registry has no qwen3:4b. Check its name'],
	['pull model manifest: 401', 'or gives it only to who may have it'],
	[
		'pull model manifest: unauthorized: access denied',
		'Check its name, or sign in on the node: ollama signin',
	],
	[
		'max retries exceeded: unexpected EOF',
		'the registry stopped sending: unexpected EOF. What came stays',
	],
	[
		'write /usr/share/ollama/.ollama/models/blobs/sha256-0123-partial: no space left on device',
		'the disk is full in /usr/share/ollama/.ollama/models.',
	],
	[
		'open /mnt/my models/manifests/registry.ollama.ai/library/x/latest: no space left on device',
		'the disk is full in /mnt/my models.',
	],
])('%s', (reason, text) => {
	expect(why(reason)).toContain(text);
});

test.each([
	'pull model manifest: 401: {"error":"Invalid username or password."}',
	'pull model manifest: realm host "huggingface.co" does not match original host "hf.co"',
	'pull model manifest: 403: {"error":"Access to model is restricted"}',
])('Hugging Face says of what is not there that it is not for everybody: %s', reason => {
	expect(why(reason, 'hf.co/owner/model:Q4_K_M')).toBe(
		'n1: Ollama: Hugging Face has no hf.co/owner/model:Q4_K_M, or gives it only to who may have it. Check owner and name, or put the key of that Ollama into your account: https://huggingface.co/docs/hub/ollama',
	);
});

test('a realm that is another registry than that of Hugging Face is told as it came', () => {
	const reason =
		'pull model manifest: realm host "ollama.com" does not match original host "registry.ollama.ai"';
	expect(why(reason)).toBe(`n1: Ollama: ${reason}`);
});
