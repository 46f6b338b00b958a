/** The test server of Ollama's API on hosts of a lab: on each its own, at 127.0.0.1:11434, with its own models. */
import {closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {OllamaFaults} from '../../test/ollama/faults.ts';
import {type Argv, startCommand} from './command.ts';
import {type HostContext, holderOf, hostFolder, runInHost} from './host-context.ts';
import {enterKeeper, markOf} from './namespaces.ts';
import {ollamaPid, ollamaProgram} from './ollama-process.ts';
import {signalProcess, until} from './processes.ts';
import {isListening} from './sshd.ts';
import {keeperOf, type OllamaPlan} from './state.ts';

const port = 11_434;

/** Until it listens; a real engine loads its first model at the first question. */
export async function startOllamaOn(context: HostContext): Promise<void> {
	const {folder, state, host} = context;
	if (state.ollama === undefined) {
		throw new Error('this lab has no Ollama: --ollama');
	}

	const models = join(hostFolder(folder, host.name), 'ollama');
	mkdirSync(models, {recursive: true});
	await runInHost(context, homeLink, [host.user]);
	writeFaults(context, {});
	const log = openSync(join(hostFolder(folder, host.name), 'ollama.log'), 'a');
	const words = ['--folder', models, '--faults', faultsFile(context), ...wordsOf(state.ollama)];
	const argv: Argv = [...enterOutsideMounts(context), process.execPath, ollamaProgram, ...words];
	startCommand(argv, {
		stdio: ['ignore', log, log],
		detached: true,
		cwd: '/',
		env: markOf(folder),
	}).unref();
	closeSync(log);
	await until(`Ollama of ${host.name}`, () => isServing(context), 60_000);
}

/** Where who logs in finds them, as those of an Ollama that he started himself. */
const homeLink =
	'mkdir -p "/home/$1/.ollama" && ln -sfn /run/lab/folder/ollama "/home/$1/.ollama/models"';

/** A child of the keeper, with the machine's files: a host's own /home would hide a project that lies there. */
function enterOutsideMounts({state, host}: HostContext): Argv {
	const kinds = ['--net', '--pid', '--uts', '--ipc', '--'];
	return [
		...enterKeeper(keeperOf(state)),
		'nsenter',
		'--target',
		`${holderOf(host).pid}`,
		...kinds,
	];
}

function wordsOf({engine, tokensPerSecond, models, registryUrl}: OllamaPlan): readonly string[] {
	return [
		...['--engine', engine],
		...(tokensPerSecond === undefined ? [] : ['--pace', `${tokensPerSecond}`]),
		...models.flatMap(model => ['--model', model]),
		...(registryUrl === undefined ? [] : ['--registry', registryUrl]),
	];
}

export function signalOllama(context: HostContext, signal: NodeJS.Signals): void {
	const pid = ollamaPid(context);
	if (pid === undefined) {
		throw new Error(`no Ollama runs on ${context.host.name}`);
	}

	signalProcess(pid, signal);
}

/** All that is wrong with it from now on; returns when it is. */
export async function setOllamaFaults(context: HostContext, faults: OllamaFaults): Promise<void> {
	const text = writeFaults(context, faults);
	signalOllama(context, 'SIGHUP');
	await until('the faults of Ollama', () => textOf(`${faultsFile(context)}.applied`) === text);
}

const faultsFile = ({folder, host}: HostContext) =>
	join(hostFolder(folder, host.name), 'ollama-faults.json');

function writeFaults(context: HostContext, faults: OllamaFaults): string {
	const path = faultsFile(context);
	const text = JSON.stringify(faults);
	writeFileSync(`${path}.next`, text);
	renameSync(`${path}.next`, path);
	return text;
}

function textOf(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
}

const isServing = ({host, ...context}: HostContext) =>
	isListening({...context, host: {...host, port}});
