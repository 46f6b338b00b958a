/** The completion scripts in the real shells. */
import {execFileSync, spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {runProgram} from '../helpers/program.ts';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';

function has(shell: string): boolean {
	return spawnSync('sh', ['-c', 'command -v "$0"', shell]).status === 0;
}

async function scriptFor(shell: string): Promise<string> {
	const {stdout, status} = await runProgram({args: ['completion', shell]});
	expect(status).toBe(0);
	const path = join(temporaryDirectory(), 'script');
	writeFileSync(path, stdout);
	return path;
}

describe.runIf(has('bash'))('bash', () => {
	it.each([
		[
			['clusterdeck', ''],
			['init', 'config', 'nodes', 'doctor', 'completion', '--once', '--check'],
		],
		[
			['clusterdeck', 'nodes', ''],
			['ls', 'add', 'rm', 'accept-key'],
		],
		[['clusterdeck', 'init', '--d'], ['--dry-run']],
		[['clusterdeck', 'nodes', 'accept-key', '--f'], ['--fingerprint']],
		[['clusterdeck', 'nodes', 'a'], ['add']],
		[
			['clusterdeck', 'completion', ''],
			['bash', 'zsh', 'fish'],
		],
		[
			['clusterdeck', '--o'],
			['--once', '--only'],
		],
	])('%j', async (words, expected) => {
		const script = await scriptFor('bash');
		const args = ['test/helpers/complete.bash', script, ...words];
		const found = execFileSync('bash', args, {encoding: 'utf8'});
		expect(found.trim().split('\n')).toEqual(expect.arrayContaining(expected));
	});
});

describe.runIf(has('fish'))('fish', () => {
	it.each([
		['clusterdeck ', ['config', 'nodes', 'doctor']],
		['clusterdeck nodes ', ['ls', 'add', 'rm', 'accept-key']],
		['clusterdeck init --', ['--dry-run', '--yes', '--config']],
		['cdeck completion ', ['bash', 'zsh', 'fish']],
		['clusterdeck nodes ls --', ['--json', '--timeout']],
	])('%j', async (line, expected) => {
		const script = await scriptFor('fish');
		const code = 'source $argv[1]; complete -C $argv[2]';
		const found = execFileSync('fish', ['-N', '-c', code, script, line], {encoding: 'utf8'});
		const words = found.split('\n').map(row => row.split('\t')[0]);
		expect(words).toEqual(expect.arrayContaining(expected));
	});
});

describe.runIf(has('zsh'))('zsh', () => {
	it('loads and completes a command and a word after it', async () => {
		const script = await scriptFor('zsh');
		const args = ['-f', 'test/helpers/complete.zsh', script, 'clusterdeck', 'nodes', ''];
		const found = spawnSync('zsh', args, {encoding: 'utf8'});
		expect(found.stderr).toBe('');
		expect(found.stdout.trim().split('\n')).toEqual(expect.arrayContaining(['ls', 'add', 'rm']));
	});
});
