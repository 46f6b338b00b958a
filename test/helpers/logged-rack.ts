import type {RemotePath} from '../../source/domain/ids.ts';
import type {ScreenSize} from '../../source/domain/screen.ts';
import {endOfLog} from '../../source/store/log-lines.ts';
import type {LogState} from '../../source/store/log-state.ts';
import type {LogScreen} from '../../source/store/screen-state.ts';
import {aNodeConfig} from './node-builders.ts';
import {ScreenedRack, small} from './screened-rack.ts';

/** A rack of one node whose file is read. */
export class LoggedRack extends ScreenedRack {
	constructor(size: ScreenSize = small) {
		const logs = ['/var/log/app.log' as RemotePath];
		super([aNodeConfig('pi-1', {isLocal: false, logs})], size);
		this.press('l', 'G', 'enter');
	}

	/** Lines that are read now, by the number of the log that is open. */
	reads(lines: readonly string[], leftOutLines?: number): this {
		const {log} = this.view.opened;
		const more = leftOutLines === undefined ? {} : {leftOutLines};
		return this.send({type: 'log/read', log, lines, ...more, atMs: 0});
	}

	get log(): LogState {
		if (this.state.log === undefined) {
			throw new Error('no log is open');
		}

		return this.state.log;
	}

	get view(): LogScreen {
		if (this.screen.log === undefined) {
			throw new Error('no log is on the screen');
		}

		return this.screen.log;
	}

	get end(): number {
		return endOfLog(this.log);
	}
}

/** `line 1`, `line 2` ... */
export function numbered(count: number, first = 1): readonly string[] {
	return Array.from({length: count}, (_, index) => `line ${first + index}`);
}
