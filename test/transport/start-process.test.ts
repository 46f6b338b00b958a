import {text} from 'node:stream/consumers';
import {describe, expect, onTestFinished, test} from 'vitest';
import {type LongCommand, startProcess} from '../../source/transport/start-process.ts';
import {hostileCorpus} from '../helpers/hostile-corpus.ts';
import {isGone} from '../helpers/is-gone.ts';

describe('a program that lives on', () => {
	test('answers as long as it is written to, and ends when its input does', async () => {
		const cat = await start(['cat']);
		const output = text(cat.stdout);
		cat.stdin.write('one\n');
		cat.stdin.end('two\n');
		expect(await cat.ended).toEqual({exitCode: 0, signal: undefined});
		expect(await output).toBe('one\ntwo\n');
	});

	test('keeps its output until somebody reads it, also when it has ended by then', async () => {
		const quick = await start(['sh', '-c', 'echo out; echo err >&2; exit 3']);
		expect(await quick.ended).toEqual({exitCode: 3, signal: undefined});
		expect(await text(quick.stdout)).toBe('out\n');
		expect(await text(quick.stderr)).toBe('err\n');
	});

	test('gets its arguments as they are, and variables set and taken away', async () => {
		const hostile = hostileCorpus
			.map(({text}) => text.slice(0, 200))
			.filter(word => !word.includes('\0') && word.isWellFormed());
		const env = {LC_ALL: 'C', HOME: undefined};
		const script = 'printf "%s\\n" "$LC_ALL$HOME" "$@"';
		const shown = await start(['sh', '-c', script, 'sh', ...hostile], env);
		expect(await text(shown.stdout)).toBe(['C', ...hostile, ''].join('\n'));
	});

	test('may end without reading what is written to it', async () => {
		const deaf = await start(['true']);
		deaf.stdin.write('x'.repeat(1_000_000));
		expect(await deaf.ended).toMatchObject({exitCode: 0});
		deaf.stdin.write('too late');
	});
});

describe('the end of a program', () => {
	test('by kill ends its children too, and may be asked for twice', async () => {
		const parent = await start(['sh', '-c', "trap '' TERM; sleep 60 & echo $!; wait"]);
		const child = await firstNumber(parent.stdout);
		parent.kill();
		parent.kill();
		expect(await parent.ended).toEqual({exitCode: undefined, signal: 'SIGKILL'});
		await expect.poll(() => isGone(child)).toBe(true);
		parent.kill();
	});

	test('by itself leaves no child behind either', async () => {
		const parent = await start(['sh', '-c', 'sleep 60 & echo $!']);
		const child = await firstNumber(parent.stdout);
		expect(await parent.ended).toMatchObject({exitCode: 0});
		await expect.poll(() => isGone(child)).toBe(true);
	});
});

test.each([
	['that is not there', ['no-such-program-here'], {kind: 'missing', where: 'no-such-program-here'}],
	['that is no program', ['/etc/passwd'], {kind: 'denied'}],
	['with NUL in an argument', ['echo', 'a\0b'], {kind: 'rejected'}],
	['without a name', [''], {kind: 'rejected'}],
	['with too many arguments', ['echo', 'x'.repeat(3_000_000)], {kind: 'rejected'}],
] as const)('a program %s is a failure', async (_, argv, failure) => {
	expect(await startProcess({argv: [...argv]})).toMatchObject({ok: false, failure});
});

async function start(argv: LongCommand['argv'], env: LongCommand['env'] = {}) {
	const result = await startProcess({argv, env});
	if (!result.ok) {
		throw new Error(`not started: ${result.failure.kind}`);
	}

	onTestFinished(result.value.kill);
	return result.value;
}

function firstNumber(output: NodeJS.ReadableStream): Promise<number> {
	return new Promise(resolve => {
		output.once('data', chunk => resolve(Number(chunk)));
	});
}
