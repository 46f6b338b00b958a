/**
 * The file of a picture, as bytes of one character each: what Ollama hands on to a model that sees.
 *
 *     \u0089PNG\r\n\u001a\n...
 *     GIF89a...
 *     RIFF\u0024\u0008\u0000\u0000WEBPVP8 ...
 *
 * https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
 */
export function isPicture(bytes: string): boolean {
	const isWebp = bytes.startsWith('RIFF') && bytes.startsWith('WEBPVP', 8);
	return isWebp || beginnings.some(beginning => bytes.startsWith(beginning));
}

const beginnings = ['\u0089PNG\r\n\u001a\n', '\u00ff\u00d8\u00ff', 'GIF87a', 'GIF89a'];
