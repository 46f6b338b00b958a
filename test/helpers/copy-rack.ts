import {randomBytes} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import {createOllamaClient} from '../../source/clients/create-ollama-client.ts';
import {createHttpPorts} from '../../source/clients/http-ports.ts';
import type {CopyPlace} from '../../source/clients/model-copy.ts';
import {systemClock} from '../../source/transport/clock.ts';
import {serveHttp} from '../../source/transport/serve-http.ts';
import type {NodeLink} from '../../source/transport/ssh/node-link.ts';
import type {ModelPlan} from '../ollama/add-model.ts';
import {displayName} from '../ollama/model-name.ts';
import {blobPath, blobsOf, type Layer, type Manifest, sha256Of} from '../ollama/model-store.ts';
import {type OllamaOptions, type OllamaServer, startOllama} from '../ollama/server.ts';
import {expectValue, linkTo} from './logged-in.ts';
import {type Sshd, startSshd} from './sshd.ts';
import {connect, knownTarget, systemWorld} from './system-ssh.ts';
import {temporaryDirectory} from './temporary-directory.ts';

export type CopyNode = {
	readonly place: CopyPlace;
	readonly link: NodeLink;
	readonly sshd: Sshd;
	readonly ollama: OllamaServer;
};

export type CopyNodePlan = OllamaOptions & {
	readonly name: string;
	/** @default ssh2 */
	readonly transport?: 'ssh2' | 'system';
	/** Lines of its sshd_config. */
	readonly config?: readonly string[];
};

/** A node with an sshd and an Ollama of its own, whose models the login finds as on any other. */
export async function aCopyNode({
	name,
	transport = 'ssh2',
	config = [],
	...options
}: CopyNodePlan): Promise<CopyNode> {
	const ollama = await startOllama({models: [], ...options});
	onTestFinished(() => ollama.close());
	const sshd = await startSshd({config: [...config, `SetEnv OLLAMA_MODELS=${ollama.folder}`]});
	const link =
		transport === 'ssh2'
			? await linkTo(sshd)
			: expectValue(await connect(knownTarget(sshd), systemWorld()));
	onTestFinished(() => link.close());
	return {place: placeOver(link, name, ollama.port), link, sshd, ollama};
}

export function placeOver(link: NodeLink, where: string, port: number): CopyPlace {
	const http = createHttpPorts({
		...{where, clock: systemClock},
		openStream: (asked, signal) => link.openStream({host: '127.0.0.1', port: asked}, signal),
	});
	onTestFinished(() => http.close());
	return {
		where,
		ollama: createOllamaClient({http: http.openHttp(port), where, clock: systemClock}),
		openShell: link.openShell,
		serveHttp: (answer, signal) =>
			serveHttp({listen: link.listen, clock: systemClock}, answer, signal),
	};
}

/** Weights that nobody has elsewhere, of so many bytes. */
export function aBigModel(name: string, sizeBytes: number): ModelPlan {
	const ggufPath = join(temporaryDirectory(), 'weights');
	writeFileSync(ggufPath, randomBytes(sizeBytes));
	return {name, ggufPath};
}

/** What a node has a manifest of: name and digest. Throws where a blob of one is not what its name says. */
export function wholeModels(folder: string): Readonly<Record<string, string>> {
	const root = join(folder, 'manifests');
	const files = existsSync(root)
		? readdirSync(root, {recursive: true, withFileTypes: true}).filter(file => file.isFile())
		: [];
	return Object.fromEntries(
		files.map(({parentPath, name: tag}) => {
			const bytes = readFileSync(join(parentPath, tag));
			const [model = '', namespace = '', host = ''] = parentPath.split('/').toReversed();
			const title = displayName({scheme: undefined, host, namespace, model, tag});
			for (const blob of blobsOf(JSON.parse(bytes.toString()) as Manifest)) {
				expectWhole(folder, blob, title);
			}

			return [title, sha256Of(bytes)];
		}),
	);
}

function expectWhole(folder: string, {digest, size}: Layer, title: string): void {
	const path = blobPath(folder, digest);
	const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
	if (`sha256:${sha256Of(bytes)}` !== digest || bytes.length !== size) {
		throw new Error(`${title} is listed, but ${digest} is there with ${bytes.length} bytes`);
	}
}
