/** Loaded before the program: writes to $COSTLY, when it ends, what it used of that which takes Node long to load. */
import {writeFileSync} from 'node:fs';
import process from 'node:process';

const used = new Set<string>();
const Segmenter = new Proxy(Intl.Segmenter, {
	construct(target, [locales, options]) {
		used.add('Intl.Segmenter');
		return new target(locales, options);
	},
});
Object.assign(Intl, {Segmenter});
process.on('exit', () => {
	const loaded: readonly string[] = Reflect.get(process, 'moduleLoadList');
	const clients = loaded.filter(name => name.includes('undici/undici'));
	writeFileSync(process.env['COSTLY'] ?? '', [...used, ...clients].join('\n'));
});
