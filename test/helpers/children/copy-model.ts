/**
 * Copies a model from one node to another over ssh, until it is killed: `copy-model.ts JSON`, {CopyingChild}. Says
 * `done`, or the failure.
 */
import process from 'node:process';
import {copyModel} from '../../../source/clients/copy-model.ts';
import {createOllamaClient} from '../../../source/clients/create-ollama-client.ts';
import {createHttpPorts} from '../../../source/clients/http-ports.ts';
import type {CopyPlace} from '../../../source/clients/model-copy.ts';
import type {ModelName} from '../../../source/domain/ids.ts';
import {systemClock as clock} from '../../../source/transport/clock.ts';
import {serveHttp} from '../../../source/transport/serve-http.ts';
import {linkTo} from '../logged-in.ts';
import type {Sshd} from '../sshd.ts';

export type CopyingChild = {readonly source: ChildPlace; readonly target: ChildPlace};
type ChildPlace = {readonly sshd: Sshd; readonly port: number};

const {source, target}: CopyingChild = JSON.parse(process.argv[2] ?? '');

async function placeOf({sshd, port}: ChildPlace, where: string): Promise<CopyPlace> {
	const link = await linkTo(sshd);
	const http = createHttpPorts({
		...{where, clock},
		openStream: (asked, signal) => link.openStream({host: '127.0.0.1', port: asked}, signal),
	});
	return {
		where,
		ollama: createOllamaClient({http: http.openHttp(port), where, clock}),
		openShell: link.openShell,
		serveHttp: (answer, signal) => serveHttp({listen: link.listen, clock}, answer, signal),
	};
}

const places = {source: await placeOf(source, 'source'), target: await placeOf(target, 'target')};
const done = await copyModel(
	{model: 'big' as ModelName, clock, ...places},
	{signal: new AbortController().signal, onProgress: () => undefined},
);
process.stdout.write(`${done.ok ? 'done' : JSON.stringify(done.failure)}\n`);
process.exit();
