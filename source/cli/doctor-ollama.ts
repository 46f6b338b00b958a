import {createOllamaClient, type OllamaClient} from '../clients/create-ollama-client.ts';
import {createHttpPorts} from '../clients/http-ports.ts';
import type {OllamaConfig} from '../domain/config.ts';
import type {Failure} from '../domain/failure.ts';
import {defaultOllamaPort} from '../parsers/config-defaults.ts';
import {isTooOldOllama, oldestOllama} from '../rules/ollama-version.ts';
import type {NodeLink} from '../transport/ssh/node-link.ts';
import {failureText} from '../theme/failure-text.ts';
import {countText} from '../theme/number-text.ts';
import type {NodeCheck} from './doctor-check.ts';
import {fail, type Finding, pass, warn} from './doctor-report.ts';

const id = 'node.ollama';

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
		say(pass(id, 'not asked, as the configuration says'));
		return;
	}

	say(
		stream.ok
			? await listenerFinding(link, check, port)
			: silentFinding(ollama, stream.failure, port),
	);
}

async function listenerFinding(
	link: NodeLink,
	{signal, node, ssh: {clock}}: NodeCheck,
	port: number,
): Promise<Finding> {
	const http = createHttpPorts({
		...{where: node.name, clock},
		openStream: (wanted, closing) => link.openStream({host: '127.0.0.1', port: wanted}, closing),
	});
	const where = `${node.name}: Ollama on port ${port}`;
	const client = createOllamaClient({http: http.openHttp(port), where, clock});
	try {
		const version = await client.readVersion(signal);
		return version.ok
			? await ollamaFinding(client, `Ollama ${version.value} on 127.0.0.1:${port}`, {
					...{signal, host: node.host, version: version.value},
				})
			: silentFinding(node.ollama, version.failure, port);
	} finally {
		http.close();
	}
}

/** What it has: a list that cannot be read is one by which nobody can be sent there. */
async function ollamaFinding(
	client: OllamaClient,
	what: string,
	{signal, host, version}: {signal: AbortSignal; host: string; version: string},
): Promise<Finding> {
	if (isTooOldOllama(version)) {
		const text = `${what} is too old: ${oldestOllama} is the first that tells what it has in memory`;
		return warn(id, text, 'curl -fsSL https://ollama.com/install.sh | sh, there');
	}

	const [installed, loaded] = [await client.listInstalled(signal), await client.listLoaded(signal)];
	const unread = [installed, loaded].find(list => !list.ok);
	if (unread !== undefined && !unread.ok) {
		return warn(id, `${what}: ${failureText(unread.failure)}`, `ssh ${host} ollama list`);
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
function silentFinding({use}: OllamaConfig, failure: Failure, port: number): Finding {
	// It took the stream and ended it without a word of HTTP.
	const isMute = failure.kind === 'unreachable';
	const text = isMute
		? `what listens on ${port} does not answer as Ollama does`
		: failureText(failure);
	switch (failure.kind) {
		case 'timedOut':
			return (use === 'always' ? fail : warn)(id, text, 'systemctl restart ollama, there');
		case 'refused':
			return use === 'always'
				? fail(id, text, 'systemctl start ollama, there')
				: pass(id, 'no Ollama there');
		case 'unreachable':
		case 'unsupported':
		case 'unparseable':
		case 'protocol':
			return use === 'always'
				? fail(id, text, 'ollama.port of the node in the configuration, or false')
				: pass(id, `no Ollama there: something else listens on ${port}`);
		default:
			return use === 'always'
				? fail(id, text, 'systemctl status ollama, there')
				: pass(id, 'no Ollama there');
	}
}
