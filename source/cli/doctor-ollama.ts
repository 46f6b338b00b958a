import {createOllamaClient, type OllamaClient} from '../clients/create-ollama-client.ts';
import {createHttpPorts} from '../clients/http-ports.ts';
import type {Clock} from '../domain/clock.ts';
import type {NodeConfig, OllamaConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import type {NodeHttp} from '../domain/node-http.ts';
import {defaultOllamaPort} from '../parsers/config-defaults.ts';
import {isTooOldOllama, oldestOllama} from '../rules/ollama-version.ts';
import type {NodeLink} from '../transport/ssh/node-link.ts';
import {failureText} from '../theme/failure-text.ts';
import {countText} from '../theme/number-text.ts';
import type {NodeCheck} from './doctor-check.ts';
import {fail, type Finding, pass, warn} from './doctor-report.ts';

/** Whether its Ollama can be asked, by the client that chats with it: so both tell the same. */
export async function ollamaChecks(link: NodeLink, check: NodeCheck): Promise<void> {
	const {say, signal, node} = check;
	const {ollama} = node;
	const port = ollama.use === 'never' ? defaultOllamaPort : ollama.port;
	const stream = await link.openStream({host: '127.0.0.1', port}, signal);
	if (!stream.ok && stream.failure.kind === 'denied') {
		const remedy =
			'AllowTcpForwarding local in its sshd_config, and no DisableForwarding or PermitOpen';
		say(warn('node.forwarding', 'sshd forbids to forward, so Ollama cannot be asked', remedy));
		return;
	}

	if (stream.ok) {
		stream.value.destroy();
	}

	say(pass('node.forwarding', 'streams go over its login'));
	if (ollama.use === 'never') {
		say(pass('node.ollama', notAsked));
		return;
	}

	if (!stream.ok) {
		say(silentFinding(stream.failure, {...thereOn(node), port}));
		return;
	}

	const http = createHttpPorts({
		...{where: node.name, clock: check.ssh.clock},
		openStream: (wanted, closing) => link.openStream({host: '127.0.0.1', port: wanted}, closing),
	});
	try {
		say(
			await listenerFinding(http.openHttp(port), check.ssh.clock, {...thereOn(node), port, signal}),
		);
	} finally {
		http.close();
	}
}

function thereOn({name, host, ollama: {use}}: NodeConfig): Omit<Place, 'port' | 'signal'> {
	return {id: 'node.ollama', name, use, list: `ssh ${host} ollama list`, there: ', there'};
}

/** The same of this machine, whose ports need no stream over a login. */
export async function localOllamaFinding(
	{name, ollama}: NodeConfig,
	openHttp: (port: number) => NodeHttp,
	{clock, signal}: {readonly clock: Clock; readonly signal: AbortSignal},
): Promise<Finding> {
	const id = 'local.ollama';
	if (ollama.use === 'never') {
		return pass(id, notAsked);
	}

	const {use, port} = ollama;
	const place = {id, name, use, list: 'ollama list', there: ''};
	return listenerFinding(openHttp(port), clock, {...place, port, signal});
}

const notAsked = 'not asked, as the configuration says';

type Place = {
	readonly id: string;
	readonly name: string;
	readonly use: OllamaConfig['use'];
	readonly port: number;
	/** The command that lists its models. */
	readonly list: string;
	/** Behind a remedy that is not one for here. */
	readonly there: string;
	readonly signal: AbortSignal;
};

async function listenerFinding(http: NodeHttp, clock: Clock, place: Place): Promise<Finding> {
	const {name, port, signal} = place;
	const client = createOllamaClient({http, where: `${name}: Ollama on port ${port}`, clock});
	const version = await client.readVersion(signal);
	return version.ok
		? ollamaFinding(client, version.value, place)
		: silentFinding(version.failure, place);
}

/** What it has: a list that cannot be read is one by which nobody can be sent there. */
async function ollamaFinding(
	client: OllamaClient,
	version: string,
	{id, port, list, there, signal}: Place,
): Promise<Finding> {
	const what = `Ollama ${version} on 127.0.0.1:${port}`;
	if (isTooOldOllama(version)) {
		const text = `${what} is too old: ${oldestOllama} is the first that tells what it has in memory`;
		return warn(id, text, `curl -fsSL https://ollama.com/install.sh | sh${there}`);
	}

	const [installed, loaded] = [await client.listInstalled(signal), await client.listLoaded(signal)];
	const unread = [installed, loaded].find(list => !list.ok);
	if (unread !== undefined && !unread.ok) {
		return warn(id, `${what}: ${failureText(unread.failure)}`, list);
	}

	const models = installed.ok ? installed.value.length : 0;
	const inMemory = loaded.ok ? loaded.value.length : 0;
	return pass(
		id,
		models === 0
			? `${what}, without a model`
			: `${what}, ${countText(models, 'model')}, ${inMemory} in memory`,
	);
}

/** Only who says that there is one misses it; but one that does not answer in time is there. */
function silentFinding(failure: Failure, {id, use, port, there}: Omit<Place, 'signal'>): Finding {
	// It took the stream and ended it without a word of HTTP.
	const isMute = failure.kind === 'unreachable';
	const none = there === '' ? 'no Ollama here' : 'no Ollama there';
	const text = isMute
		? `what listens on ${port} does not answer as Ollama does`
		: failureText(failure);
	switch (failure.kind) {
		case 'timedOut':
			return (use === 'always' ? fail : warn)(id, text, `systemctl restart ollama${there}`);
		case 'refused':
			return use === 'always' ? fail(id, text, `systemctl start ollama${there}`) : pass(id, none);
		case 'unreachable':
		case 'unsupported':
		case 'unparseable':
		case 'protocol':
			return use === 'always'
				? fail(id, text, 'ollama.port of the node in the configuration, or false')
				: pass(id, `${none}: something else listens on ${port}`);
		default:
			return use === 'always' ? fail(id, text, `systemctl status ollama${there}`) : pass(id, none);
	}
}
