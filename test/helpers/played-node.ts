import {copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Clock} from '../../source/domain/clock.ts';
import {succeeded} from '../../source/domain/result.ts';
import type {OpenShell, Shell} from '../../source/domain/shell.ts';
import {localShell} from '../../source/transport/local-shell.ts';
import {temporaryDirectory} from './temporary-directory.ts';

const players = join(import.meta.dirname, 'players');

export type Player = 'nvidia-smi' | 'tegrastats' | 'vcgencmd';

/** A folder that stands first on the PATH of a real /bin/sh, with some of the programs that know GPUs. */
export function playedNode(...names: readonly Player[]) {
	const folder = temporaryDirectory();
	for (const name of [...names, 'gpus.csv']) {
		copyFileSync(join(players, name), join(folder, name));
	}

	const env = {PATH: `${folder}:/usr/bin:/bin`, PLAYER_DIR: folder, PLAYER_FAULT: undefined};
	let shells = 0;
	let heard = '';
	let ended = 0;
	const recording =
		(shell: Shell): Shell['listen'] =>
		({onOutput, onEnd}) =>
			shell.listen({
				onOutput(bytes) {
					onOutput(bytes);
					heard += bytes;
				},
				onEnd(end) {
					onEnd(end);
					ended += 1;
				},
			});
	return {
		folder,
		env,
		shellCount: () => shells,
		/** All that its shells have said, and how many of them ended by themselves. */
		heard: () => heard,
		endCount: () => ended,
		openShell:
			(clock: Clock): OpenShell =>
			async signal => {
				shells += 1;
				const opened = await localShell(clock, env)(signal);
				return opened.ok ? succeeded({...opened.value, listen: recording(opened.value)}) : opened;
			},
		write: (name: string, text: string) => writeFileSync(join(folder, name), text),
		breakWith: (fault: string) => writeFileSync(join(folder, 'fault'), `${fault}\n`),
		heal: () => rmSync(join(folder, 'fault'), {force: true}),
		/** Takes a column out of what its driver knows. */
		forget(...fields: readonly string[]) {
			const path = join(folder, 'gpus.csv');
			const rows = readFileSync(path, 'utf8')
				.trim()
				.split('\n')
				.map(row => row.split(', '));
			const kept = rows.map(row =>
				row.filter((_, index) => !fields.includes(rows[0]?.[index] ?? '')),
			);
			writeFileSync(path, kept.map(row => `${row.join(', ')}\n`).join(''));
		},
		nameCards(name: string) {
			const path = join(folder, 'gpus.csv');
			const rows = readFileSync(path, 'utf8');
			writeFileSync(path, rows.replaceAll('NVIDIA GeForce RTX 4090', name));
		},
		/** What still runs of all that was started on it. */
		processes: () => pidsWith(`PLAYER_DIR=${folder}`),
	};
}

function pidsWith(variable: string): readonly number[] {
	return readdirSync('/proc')
		.filter(name => /^\d+$/.test(name))
		.filter(pid => environmentOf(pid).includes(variable))
		.map(Number);
}

/** Empty when it has ended meanwhile, or is a zombie. */
function environmentOf(pid: string): readonly string[] {
	try {
		return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
	} catch {
		return [];
	}
}
