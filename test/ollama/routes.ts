/** Which request is answered by whom. */
import {chat, generate} from './answer-routes.ts';
import {headBlob, takeBlob} from './blob-routes.ts';
import {create} from './create-route.ts';
import {embed} from './embed-route.ts';
import {type Exchange, sendBody} from './exchange.ts';
import {
	copyModel,
	deleteModel,
	greet,
	show,
	tellLoaded,
	tellTags,
	tellVersion,
} from './model-routes.ts';
import {pull} from './pull-route.ts';
import type {Handler, Served} from './served.ts';

const routes: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
	'/': {GET: greet, HEAD: greet},
	'/api/version': {GET: tellVersion, HEAD: tellVersion},
	'/api/tags': {GET: tellTags, HEAD: tellTags},
	'/api/ps': {GET: tellLoaded},
	'/api/show': {POST: show},
	'/api/copy': {POST: copyModel},
	'/api/delete': {DELETE: deleteModel},
	'/api/blobs/': {HEAD: headBlob, POST: takeBlob},
	'/api/create': {POST: create},
	'/api/pull': {POST: pull},
	'/api/chat': {POST: chat},
	'/api/generate': {POST: generate},
	'/api/embed': {POST: embed},
};

export async function route(served: Served, exchange: Exchange): Promise<void> {
	const {path, request} = exchange;
	const methods = routes[path.startsWith('/api/blobs/') ? '/api/blobs/' : path];
	const handler = methods?.[request.method ?? ''];
	if (handler !== undefined) {
		return handler(served, exchange);
	}

	const type = 'text/plain';
	await sendBody(
		exchange,
		methods === undefined
			? {status: 404, type, body: '404 page not found'}
			: {status: 405, type, body: '405 method not allowed'},
	);
}
