/**
 * npm run lab -- [--folder FOLDER] [--hosts N] [COMMAND]
 *
 * Real hosts on this machine for a person at the keyboard; tests and benchmarks use scripts/lab/lab.ts. What it keeps
 * lies in FOLDER, .cache/lab by default. Exit status 2: the words were not understood.
 */
import {resolve} from 'node:path';
import {type Argv, startCommand} from './lab/command.ts';
import {faultTable} from './lab/faults.ts';
import {isIsolated, joinLab, openLab} from './lab/lab.ts';
import {captureSlurm} from './lab/slurm-capture.ts';
import {asUser, loginHost} from './lab/slurm-cluster.ts';
import {seedSlurm, unseededStates} from './lab/slurm-seed.ts';
import {defaultFolder, needState, type OllamaPlan, type SlurmOptions} from './lab/state.ts';
import {takeDown} from './lab/take-down.ts';

type Words = {
	readonly folder: string;
	readonly hosts: number;
	readonly slurm: SlurmOptions | undefined;
	readonly ollama: OllamaPlan | undefined;
	readonly command: string;
	readonly args: readonly string[];
};

const usage = `npm run lab -- [--folder FOLDER] COMMAND
  up [--hosts N]          hosts h1..hN (default 3), each with its own address and sshd
     --ollama             and on each of them Ollama's API at 127.0.0.1:11434, by llama.cpp on a tiny model
     --engine scripted    or by a script, which also thinks, calls tools and sees images
     --pace N             tokens a second of each answer
     --model NAME         instead of tiny, again for more; for the script: qwen3:4b+thinking+tools+vision, huge+900GB
     --slurm              and a Slurm cluster: login, node001..node004; users alice, bob, carol (then --hosts is 0)
     --no-accounting      without slurmdbd and its database
     --slurm-conf LINE    one more line of slurm.conf
  down                    ends it all
  ls                      hosts, addresses, faults
  exec CMD ARGS...        runs the program under test where the operator is
  on HOST CMD ARGS...     runs a program inside a host, as its root
  as USER CMD ARGS...     runs a program as a user of the cluster on its login host
  slurm seed              fills the cluster with jobs of every state, and with hostile names
  slurm capture FOLDER    what its commands say, byte for byte, with INDEX.tsv; nothing is overwritten
  log HOST                what its sshd says
  fault HOST KIND ARGS... ${Object.keys(faultTable).length} kinds: npm run lab -- faults
  heal HOST               undoes its faults
`;

/** How many words follow each. */
const flagWords: Readonly<Record<string, number>> = {
	'--folder': 1,
	'--hosts': 1,
	'--ollama': 0,
	'--engine': 1,
	'--pace': 1,
	'--model': 1,
	'--slurm': 0,
	'--no-accounting': 0,
	'--slurm-conf': 1,
};

try {
	process.exitCode = await run(readWords(process.argv.slice(2)));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}

function readWords(words: readonly string[]): Words {
	const given = new Map<string, string[]>();
	let rest = [...words];
	let command: string | undefined;
	// What follows a command's own words is not ours to read: `exec ssh --help`.
	while (rest[0] !== undefined && (rest[0] in flagWords || command === undefined)) {
		const [word, ...after] = rest;
		const count = flagWords[word];
		if (count === undefined) {
			command = word;
			rest = after;
		} else {
			given.set(word, [...(given.get(word) ?? []), ...after.slice(0, count)]);
			rest = after.slice(count);
		}
	}

	const isSlurm = given.has('--slurm');
	const conf = given.get('--slurm-conf') ?? [];
	return {
		folder: resolve(given.get('--folder')?.at(-1) ?? defaultFolder),
		hosts: Number(given.get('--hosts')?.at(-1) ?? (isSlurm ? 0 : 3)),
		slurm: isSlurm ? {hasAccounting: !given.has('--no-accounting'), conf} : undefined,
		ollama: given.has('--ollama') ? ollamaPlan(given) : undefined,
		command: command ?? 'up',
		args: rest,
	};
}

function ollamaPlan(given: ReadonlyMap<string, readonly string[]>): OllamaPlan {
	const pace = given.get('--pace')?.at(-1);
	return {
		engine: given.get('--engine')?.at(-1) === 'scripted' ? 'scripted' : 'real',
		tokensPerSecond: pace === undefined ? undefined : Number(pace),
		models: given.get('--model') ?? ['tiny'],
	};
}

async function run(words: Words): Promise<number> {
	const {folder, command, args} = words;
	const [host = '', kind = '', ...rest] = args;
	switch (command) {
		case 'up':
			return up(words);
		case 'down':
			await takeDown(folder);
			return 0;
		case 'ls':
			return list(folder);
		case 'faults':
			return listFaults();
		case 'exec':
			return passOn(joinLab(folder).argvAt, args, joinLab(folder).environment);
		case 'on':
			return passOn(argv => joinLab(folder).argvInHost(host, argv), args.slice(1), {});
		case 'as':
			return passOn(
				argv => joinLab(folder).argvInHost(loginHost, asUser(host, argv)),
				args.slice(1),
				{},
			);
		case 'slurm':
			return slurm(folder, args);
		case 'log':
			console.log(joinLab(folder).sshdLog(host));
			return 0;
		case 'fault':
			await joinLab(folder).fault(host, kind, ...rest);
			return 0;
		case 'heal':
			await joinLab(folder).heal(host);
			return 0;
		default:
			return misunderstood();
	}
}

function misunderstood(): number {
	console.error(usage);
	return 2;
}

async function slurm(folder: string, [what, target]: readonly string[]): Promise<number> {
	if (what === 'seed') {
		return seed(folder);
	}

	if (what !== 'capture' || target === undefined) {
		return misunderstood();
	}

	console.log((await captureSlurm(joinLab(folder), target)).join('\n'));
	return 0;
}

async function seed(folder: string): Promise<number> {
	for (const {tag, id} of await seedSlurm(joinLab(folder))) {
		console.log(`${tag.padEnd(20)} ${id}`);
	}

	for (const [state, reason] of Object.entries(unseededStates)) {
		console.log(`${state.padEnd(20)} not here: ${reason}`);
	}

	return 0;
}

async function up({folder, hosts, slurm, ollama}: Words): Promise<number> {
	if (!isIsolated) {
		console.log('Not root: one sshd on 127.0.0.1; no own addresses, networks, mounts or shells.');
	}

	const parts = {...(slurm && {slurm}), ...(ollama && {ollama})};
	await openLab({folder, hosts, ...parts, lifetime: 'forever'});
	return list(folder);
}

function list(folder: string): number {
	const {hosts} = needState(folder);
	const width = Math.max(5, ...hosts.map(({name}) => name.length));
	for (const {name, address, port, user, faults} of hosts) {
		const wrong = Object.entries(faults).map(([kind, args]) => [kind, ...args].join(' '));
		console.log(`${name.padEnd(width)} ${user}@${address}:${port}  ${wrong.join(', ')}`);
	}

	return 0;
}

function listFaults(): number {
	for (const [kind, {usage: args, says}] of Object.entries(faultTable)) {
		console.log(`${`${kind} ${args}`.padEnd(44)} ${says}`);
	}

	return 0;
}

/** The program has our terminal. */
function passOn(
	place: (argv: Argv) => Argv,
	[file, ...args]: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
	if (file === undefined) {
		return Promise.resolve(misunderstood());
	}

	return new Promise((finish, reject) => {
		const child = startCommand(place([file, ...args]), {stdio: 'inherit', env});
		child.on('error', reject);
		child.on('close', status => finish(status ?? 1));
	});
}
