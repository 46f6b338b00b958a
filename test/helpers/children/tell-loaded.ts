/** Loaded before the program: appends the path of every file that it loads to $LOADED. */
import {appendFileSync} from 'node:fs';
import {registerHooks} from 'node:module';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

registerHooks({
	load(url, context, nextLoad) {
		if (url.startsWith('file:')) {
			appendFileSync(process.env['LOADED'] ?? '', `${fileURLToPath(url)}\n`);
		}

		return nextLoad(url, context);
	},
});
