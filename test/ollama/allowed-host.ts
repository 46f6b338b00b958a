import {isIP} from 'node:net';

/**
 * Whether Ollama that listens on loopback answers a request for this host; others might be a web page of elsewhere whose
 * name leads here. https://github.com/ollama/ollama/blob/main/server/routes.go allowedHostsMiddleware
 */
export function isAllowedHost(header: string | undefined, ownName: string): boolean {
	const host = (header ?? '')
		.toLowerCase()
		.replace(/:\d+$/, '')
		.replace(/^\[|\]$/g, '');
	if (isIP(host) !== 0) {
		return isOfHere(host);
	}

	return (
		['', 'localhost', ownName.toLowerCase()].includes(host) ||
		/\.(?:localhost|local|internal)$/.test(host)
	);
}

/** Loopback, private or unspecified. */
function isOfHere(address: string): boolean {
	return (
		/^(?:127|10|0)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(address) ||
		/^(?:::1?$|f[cd])/.test(address)
	);
}
