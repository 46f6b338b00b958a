/** What a person or a rack does wrong with `clusterdeck chat`: one sentence with the remedy, of the built program. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {type ChatRack, chatRack} from '../helpers/chat-rack.ts';
import {runProgram} from '../helpers/program.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import type {OllamaOptions} from '../ollama/server.ts';

async function ask({env}: Pick<ChatRack, 'env'>, args: readonly string[]) {
	const {status, stdout, stderr} = await runProgram({args: ['chat', ...args], env});
	const complaints = stderr.split('\n').filter(line => line.startsWith('clusterdeck: '));
	return {status, stdout, complaints, hasStack: /\n\s+at /.test(stderr)};
}

const one = (sentence: RegExp | string, status: number) => ({
	...{status, stdout: '', hasStack: false},
	complaints: [typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)],
});

const png = '\u0089PNG\r\n\u001a\n----';
const eyes = {name: 'eyes', capabilities: ['completion', 'vision']};

function file(name: string, content: string): string {
	const path = join(temporaryDirectory(), name);
	writeFileSync(path, content, 'latin1');
	return path;
}

it.each<readonly [string, OllamaOptions, readonly string[], RegExp, number]>([
	[
		'no model anywhere',
		{models: []},
		['x'],
		/: No node has a model\. Put one on each: clusterdeck models pull llama3\.2:3b --all$/,
		1,
	],
	[
		'an unknown model',
		{},
		['--model', 'tini', 'x'],
		/: No node has tini\. Did you mean tiny:latest\?$/,
		1,
	],
	[
		'a model with spaces',
		{},
		['--model', 'a b', 'x'],
		/: "a b" is no name of a model, such as /,
		2,
	],
	[
		'a model that is too big for every node',
		{models: [{name: 'huge', sizeBytes: 900e9}]},
		['x'],
		/: No node can run huge:latest: it needs \d+ [GT]iB, the most free is [\d.]+(?: GiB)? on n1\. Take a smaller model/,
		1,
	],
	['an empty prompt', {}, ['  '], /: There is no prompt: clusterdeck chat "why/, 2],
	[
		'a prompt that is longer than the context',
		{contextTokens: 16},
		['--model', 'tiny', 'word '.repeat(200)],
		/: The prompt of .* is too long for tiny on n1.* Shorten it/,
		1,
	],
	[
		'a web server on the port',
		{faults: {otherServer: 'web'}},
		['x'],
		/: No node answers that has Ollama \(n1: .*not Ollama.*\)\. Start it with ollama serve/,
		1,
	],
	[
		'an sshd on the port',
		{faults: {otherServer: 'ssh'}},
		['x'],
		/: No node answers that has Ollama \(n1: .+\)\. Start it with ollama serve/,
		1,
	],
	[
		'a node that is unknown',
		{},
		['--node', 'n2', 'x'],
		/: There is no node n2\. Did you mean n1\?$/,
		2,
	],
	[
		'a node without Ollama',
		{faults: {isRefusing: true}},
		['--node', 'n1', 'x'],
		/: n1 cannot answer: has no Ollama\. Start it there with ollama serve\. Without --node /,
		1,
	],
	[
		'a node that lacks the model',
		{},
		['--node', 'n1', '--model', 'llama3.2:3b', 'x'],
		/: n1 does not have llama3\.2:3b\. clusterdeck models pull llama3\.2:3b --node n1 fetches it\. Without --node /,
		1,
	],
	[
		'no such conversation',
		{},
		['--continue', 'x', 'x'],
		/: There is no conversation "x": clusterdeck chat ls/,
		1,
	],
])('%s', async (...[, plan, args, sentence, status]) => {
	const rack = await chatRack([plan]);
	// Who refuses connections does so from the next one on.
	await rack.servers[0]?.setFaults(plan.faults ?? {});
	expect(await ask(rack, args)).toEqual(one(sentence, status));
});

it('a picture that cannot be shown', async () => {
	const rack = await chatRack([{}]);
	const large = file('large.png', png + '-'.repeat(21 * 2 ** 20));
	const sentences: ReadonlyArray<readonly [string, RegExp, number]> = [
		['/nowhere.png', /: \/nowhere\.png: not found\. Check the name\.$/, 2],
		['/tmp', /: \/tmp: .*directory.*: --image takes the file of a picture\.$/, 2],
		[
			file('a.txt', 'words'),
			/a\.txt is no picture: --image takes a PNG, a JPEG, a WebP or a GIF\.$/,
			2,
		],
		[large, /large\.png is larger than 20 MiB: make it smaller/, 2],
		[
			file('a.png', png),
			/: tiny:latest cannot see images\. No node has a model .* clusterdeck models pull /,
			1,
		],
	];
	for (const [path, sentence, status] of sentences) {
		expect(await ask(rack, ['--image', path, 'x'])).toEqual(one(sentence, status));
	}
});

it('a picture without a model that was named goes to one that sees', async () => {
	const rack = await chatRack([{models: [{name: 'a'}, eyes]}]);
	const {status, stdout} = await ask(rack, ['--image', file('a.png', png), 'what?']);

	expect({status, stdout}).toEqual({status: 0, stdout: 'You said: what?. I see 1 images.\n'});
});

it('a node that is down', async () => {
	const rack = await chatRack([{}]);
	writeFileSync(
		rack.config,
		'version: 1\nnodes:\n  - {name: n1, host: 127.0.0.1, ssh: {port: 1}}\n',
	);

	expect(await ask(rack, ['--node', 'n1', 'x'])).toEqual(
		one(
			/: n1 cannot answer: connection refused[^.]*\? clusterdeck doctor n1 says more\. Without --node /,
			1,
		),
	);
	expect(await ask(rack, ['x'])).toEqual(
		one(
			/: No node answers that has Ollama \(n1: connection refused.*\)\. Start it with ollama serve, or ask clusterdeck doctor\.$/,
			1,
		),
	);
});

it('a rack of which no node may be asked, and one without nodes', async () => {
	const rack = await chatRack([{}]);
	writeFileSync(rack.config, 'version: 1\nnodes:\n  - {name: n1, host: h, ollama: false}\n');
	expect(await ask(rack, ['x'])).toEqual(
		one(/: No node may be asked: .* of the only one\. Take that out of one\.$/, 2),
	);
	expect(await ask(rack, ['--node', 'n1', 'x'])).toEqual(
		one(/: n1 is not asked: the configuration says ollama: false\. Take that out\.$/, 2),
	);

	writeFileSync(rack.config, 'version: 1\nnodes: []\n');
	expect(await ask(rack, ['x'])).toEqual(one(/config\.yaml.* must have a node/, 2));
});

it('no configuration is this machine alone', async () => {
	const env = {HOME: temporaryDirectory()};

	expect(await ask({env}, ['x'])).toEqual(
		one(
			/: No node answers that has Ollama \([^ ]+: has no Ollama\)\. Start it with ollama serve, or ask clusterdeck doctor\. clusterdeck init /,
			1,
		),
	);
});
