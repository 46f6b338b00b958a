/** `/api/blobs/sha256:DIGEST`: whether it is there, and bringing it. There is no way to read one. */
import {createHash, randomUUID} from 'node:crypto';
import {once} from 'node:events';
import {createWriteStream, existsSync, mkdirSync, renameSync, rmSync} from 'node:fs';
import {dirname} from 'node:path';
import {ApiError} from './api-error.ts';
import {type Exchange, sendBody} from './exchange.ts';
import {blobPath} from './model-store.ts';
import type {Handler} from './served.ts';

export const headBlob: Handler = async ({folder}, exchange) => {
	const digest = digestIn(exchange);
	if (!existsSync(blobPath(folder, digest))) {
		throw new ApiError(404, `blob "${digest}" not found`);
	}

	await sendStatus(exchange, 200);
};

export const takeBlob: Handler = async ({folder}, exchange) => {
	const digest = digestIn(exchange);
	const path = blobPath(folder, digest);
	if (existsSync(path)) {
		return sendStatus(exchange, 200);
	}

	mkdirSync(dirname(path), {recursive: true});
	const temporary = `${path}-${randomUUID()}`;
	const hash = createHash('sha256');
	const file = createWriteStream(temporary);
	for await (const chunk of exchange.request) {
		hash.update(chunk);
		if (!file.write(chunk)) {
			await once(file, 'drain');
		}
	}

	file.end();
	await once(file, 'close');
	const got = `sha256:${hash.digest('hex')}`;
	if (got !== digest) {
		rmSync(temporary);
		throw new ApiError(400, `digest mismatch, expected "${digest}", got "${got}"`);
	}

	renameSync(temporary, path);
	await sendStatus(exchange, 201);
};

function digestIn({path}: Exchange): string {
	const [, hex] = /^\/api\/blobs\/sha256[:-]([0-9a-fA-F]{64})$/.exec(path) ?? [];
	if (hex === undefined) {
		throw new ApiError(400, 'invalid digest format');
	}

	return `sha256:${hex.toLowerCase()}`;
}

const sendStatus = (exchange: Exchange, status: number) =>
	sendBody(exchange, {status, type: 'text/plain', body: ''});
