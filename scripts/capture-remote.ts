/** What the program reads of another machine, for scripts/capture.ts. */
import {askShell} from '../source/clients/ask-shell.ts';
import {factFiles} from '../source/clients/proc-facts.ts';
import {openSampler} from '../source/clients/sampler.ts';
import {toolFolders} from '../source/clients/tool-scripts.ts';
import {createAsker} from '../source/cli/ask-secret.ts';
import type {HostName, NodeName} from '../source/domain/ids.ts';
import type {Result} from '../source/domain/result.ts';
import {defaultSsh} from '../source/parsers/config-defaults.ts';
import {nvidiaQueries, parseNvidiaLine} from '../source/parsers/nvidia-smi.ts';
import {failureText} from '../source/theme/failure-text.ts';
import {clean} from '../source/theme/safe.ts';
import {systemClock} from '../source/transport/clock.ts';
import {createDial} from '../source/transport/ssh/dial.ts';
import type {NodeLink} from '../source/transport/ssh/node-link.ts';
import {resolveTarget} from '../source/transport/ssh/resolve-target.ts';
import {sshWorld} from '../source/transport/ssh/ssh-world.ts';

export type RemoteReading = {
	/** Files by path, and by `/tools/NAME.txt` what its programs say. */
	readonly texts: ReadonlyMap<string, string>;
	/** What may stand in them and names it or us. */
	readonly names: {readonly hostname: string; readonly userNames: readonly string[]};
	readonly reader: 'awk' | 'sh';
};

const clock = systemClock;
const deadlineMs = 20_000;
const toolMs = 10_000;
const mostBytes = 262_144;

/** Logs in once, as the program does; an unknown host key and whatever else is in the way ends it with a sentence. */
export async function readRemote(host: HostName & NodeName): Promise<RemoteReading> {
	const stopping = new AbortController();
	const {signal} = stopping;
	const asker = createAsker({
		input: () => process.stdin,
		output: () => process.stderr,
		interrupt: () => process.exit(130),
		...{signal, clock},
	});
	const ssh = sshWorld({clock, env: process.env, askSecret: asker.ask});
	const node = {name: host, host, ssh: defaultSsh};
	const target = expectValue(await resolveTarget(node, ssh, signal));
	const opening = {signal, deadlineMs, onAuthenticated: () => undefined};
	const link = expectValue(await createDial(ssh)(node, opening));
	try {
		const {files, reader} = await readFiles(link, host, signal);
		const hostname = files.get(factFiles.hostname)?.trim() ?? host;
		return {
			texts: new Map([...files, ...(await readTools(link, signal))]),
			names: {hostname, userNames: [target.user, host, target.host, target.hostKeyName]},
			reader,
		};
	} finally {
		link.close();
	}
}

async function readFiles(link: NodeLink, where: string, signal: AbortSignal) {
	const sampler = expectValue(
		await openSampler(link.openShell, {clock, signal, where, deadlineMs}),
	);
	const sample = expectValue(await sampler.ask(undefined, signal));
	const paths = [...Object.values(factFiles), '/proc/self/mounts'];
	const facts = expectValue(await sampler.ask(paths, signal));
	sampler.close();
	// Beside files it tells what uname says.
	const files = [...sample, ...facts].filter(([path]) => path.startsWith('/'));
	return {files: new Map(files), reader: sampler.kind};
}

const preamble = `LC_ALL=C; export LC_ALL; PATH=$PATH:/bin:${toolFolders.join(':')}; export PATH\n`;

/** Constants; tegrastats ends by itself when nobody reads it. */
const toolScripts = {
	vcgencmd: 'command -v vcgencmd >/dev/null 2>&1 && vcgencmd get_throttled </dev/null 2>&1\n',
	tegrastats:
		'command -v tegrastats >/dev/null 2>&1 && tegrastats --interval 1000 </dev/null 2>&1 | head -n 1\n',
};

async function readTools(link: NodeLink, signal: AbortSignal) {
	const texts = new Map<string, string>();
	const ask = async (script: string): Promise<string> => {
		const shell = await link.openShell(signal);
		const asked = {script: preamble + script, clock, signal, where: 'a tool'};
		const answer = shell.ok
			? await askShell(shell.value, {...asked, limitMs: toolMs, maxBytes: mostBytes})
			: shell;
		return answer.ok ? answer.value.output : '';
	};
	for (const [name, script] of Object.entries(toolScripts)) {
		texts.set(`/tools/${name}.txt`, await ask(script));
	}

	texts.set('/tools/nvidia-smi.txt', await readNvidia(ask));
	return [...texts].filter(([, text]) => text !== '');
}

/** By the best query that its driver knows. */
async function readNvidia(ask: (script: string) => Promise<string>): Promise<string> {
	for (const query of nvidiaQueries) {
		const text = await ask(
			`command -v nvidia-smi >/dev/null 2>&1 && nvidia-smi --query-gpu=${query.join(',')} --format=csv,noheader,nounits </dev/null 2>&1\n`,
		);
		const [line = ''] = text.split('\n');
		if (line === '' || parseNvidiaLine(line, query).kind !== 'unknownField') {
			return text;
		}
	}

	return '';
}

function expectValue<Value>(result: Result<Value>): Value {
	if (!result.ok) {
		throw new Error(clean(failureText(result.failure)));
	}

	return result.value;
}
