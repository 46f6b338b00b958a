import {hostname} from 'node:os';
import {resolve} from 'node:path';
import {createOllamaClient} from '../clients/create-ollama-client.ts';
import {configPath} from '../clients/find-config.ts';
import {createHttpPorts} from '../clients/http-ports.ts';
import {listSshHosts} from '../clients/ssh-config-hosts.ts';
import {surveyHosts} from '../clients/survey-hosts.ts';
import {writeConfig} from '../clients/write-config.ts';
import type {NodeConfig} from '../domain/config.ts';
import {parseConfig} from '../parsers/config.ts';
import {defaultOllamaPort} from '../parsers/config-defaults.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {findCommand} from '../transport/find-command.ts';
import {openTcp} from '../transport/open-tcp.ts';
import {sshWorld} from '../transport/ssh/ssh-world.ts';
import {configProblemText} from '../theme/config-problem-text.ts';
import {failureText} from '../theme/failure-text.ts';
import {countText} from '../theme/number-text.ts';
import {clean} from '../theme/safe.ts';
import {hanging} from '../theme/wrap.ts';
import {audit} from './audit.ts';
import {proposalText} from './init-proposal.ts';
import type {Invocation} from './parse-arguments.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';

/** Writes a first configuration from ~/.ssh/config; what stands there is kept as a numbered backup, and asked about. */
export async function runInit({flags}: Invocation, world: Surroundings): Promise<ExitStatus> {
	const {output, env} = world;
	const source = await configPath({flag: flags.text('config'), environment: env});
	const path = source.from === 'builtIn' ? source.lookedAt : source.path;
	const isDry = flags.has('dry-run');
	if (path === undefined && !isDry) {
		output.complain('There is no home directory to write it to: say where with --config FILE.');
		return exitUsage;
	}

	if (path !== undefined && !isDry && !(await mayWrite(path, flags.has('yes'), world))) {
		return exitFailed;
	}

	const text = await propose(world);
	if (text === undefined) {
		return exitFailed;
	}

	if (path === undefined || isDry) {
		output.print(text);
		return exitDone;
	}

	return save(path, text, world);
}

/** What is there is only replaced by who means it. */
async function mayWrite(
	path: string,
	isAgreed: boolean,
	{output, confirm}: Surroundings,
): Promise<boolean> {
	const status = await readFileStatus(path);
	const isThere = status.ok || status.failure.kind !== 'missing';
	const question = `${clean(path)} is there already. Write a new one? The old one is kept as a backup.`;
	if (!isThere || isAgreed || (await confirm(question))) {
		return true;
	}

	output.complain(
		`${path} is there already, and was not changed; --yes writes a new one and keeps the old one beside it.`,
	);
	return false;
}

const ollamaMs = 1000;

/** The text, made from what was found; undefined when it was said why there is none. */
async function propose(world: Surroundings): Promise<string | undefined> {
	const {env, output, signal} = world;
	const ssh = sshWorld(world);
	const listed = await listSshHosts({env, sshConfigFile: ssh.sshConfigFile});
	if (!listed.ok) {
		output.complain(failureText(listed.failure));
		return undefined;
	}

	for (const {source, line, reason} of listed.value.problems) {
		output.complain(`${source}: ${reason}: ${line}`);
	}

	const [hosts, ollamaVersion, squeue] = await Promise.all([
		surveyHosts(listed.value.value, ssh, signal),
		ollamaHere(world),
		findCommand('squeue', env['PATH']),
	]);
	const [name = ''] = hostname().split('.');
	return signal.aborted
		? undefined
		: proposalText({hostname: name, hosts, ollamaVersion, hasSlurm: squeue !== undefined});
}

/** The version of the Ollama of this machine; undefined where there is none, or it is late. */
async function ollamaHere({clock, signal}: Surroundings): Promise<string | undefined> {
	const late = new AbortController();
	const stopTimer = clock.startTimer(ollamaMs, () => late.abort());
	const http = createHttpPorts({
		...{where: 'this machine', clock},
		openStream: (port, closing) =>
			openTcp({host: '127.0.0.1', port}, {clock, signal: closing, limitMs: ollamaMs}),
	});
	const place = {http: http.openHttp(defaultOllamaPort), where: 'Ollama', clock};
	const version = await createOllamaClient(place).readVersion(
		AbortSignal.any([signal, late.signal]),
	);
	stopTimer();
	http.close();
	return version.ok ? version.value : undefined;
}

async function save(path: string, text: string, world: Surroundings): Promise<ExitStatus> {
	const {output} = world;
	const parsed = parseConfig(text, path);
	if (!parsed.ok) {
		for (const problem of parsed.problems) {
			output.complain(configProblemText(problem));
		}

		return exitFailed;
	}

	const written = await writeConfig(path, text);
	if (!written.ok) {
		output.complain(failureText(written.failure));
		return exitFailed;
	}

	const {nodes} = parsed.config;
	const {backup} = written.value;
	await audit({what: 'writeConfig', target: resolve(path), argv: ['init'], result: 'done'}, world);
	const sentences = [
		`${path} names ${countText(nodes.length, 'machine')}${restText(nodes)}`,
		...(backup === undefined ? [] : [`The old one is ${backup}.`]),
		'Next: clusterdeck doctor, which checks each, then clusterdeck --once --pretty.',
	];
	const hang = {columns: output.columns(), head: '', indent: 2};
	const lines = sentences.flatMap(sentence => hanging(clean(sentence), hang));
	output.print(`${lines.join('\n')}\n`);
	return exitDone;
}

function restText(nodes: readonly NodeConfig[]): string {
	if (nodes.length === 1) {
		return ': no other was found in the configuration of ssh. clusterdeck nodes add NAME adds one.';
	}

	const off = nodes.filter(({isEnabled}) => !isEnabled).length;
	const why = off === 1 ? 'it does not answer' : 'they do not answer';
	return off === 0 ? '.' : `, ${off} of them switched off, since ${why}.`;
}
