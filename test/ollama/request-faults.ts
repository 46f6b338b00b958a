import {once} from 'node:events';
import type {Server} from 'node:http';
import {type Exchange, sendBody} from './exchange.ts';
import type {OllamaFaults} from './faults.ts';

/** What is wrong with a request as a whole. True: it was dealt with. */
export async function isTakenByFault(exchange: Exchange): Promise<boolean> {
	const {faults, response, signal} = exchange;
	const {isHanging, answer, otherServer} = faults();
	if (otherServer === 'ssh') {
		response.socket?.end('Invalid SSH identification string.\r\n');
		return true;
	}

	if (otherServer === 'web') {
		await sendBody(exchange, {status: 404, type: 'text/html', body: webPage});
		return true;
	}

	if (isHanging === true) {
		if (!signal.aborted) {
			await once(signal, 'abort');
		}

		return true;
	}

	if (answer !== undefined) {
		await sendBody(exchange, {...answer, type: typeOf(answer.body)});
		return true;
	}

	return false;
}

/** sshd speaks first. */
export function greetAsOther(server: Server, faults: () => OllamaFaults): void {
	server.on('connection', socket => {
		if (faults().otherServer === 'ssh') {
			socket.write('SSH-2.0-OpenSSH_9.6\r\n');
		}
	});
}

const webPage =
	'<html>\n<head><title>404 Not Found</title></head>\n<body><center>nginx/1.22.1</center></body>\n</html>\n';

function typeOf(body: string): string {
	try {
		JSON.parse(body);
		return 'application/json; charset=utf-8';
	} catch {
		return 'text/html';
	}
}
