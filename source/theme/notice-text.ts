import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';
import type {Notice} from '../domain/notice.ts';
import {argvText} from './argv-text.ts';
import {isDone} from './deed-text.ts';
import {deedsText} from './deeds-text.ts';
import {failureText} from './failure-text.ts';
import {deedSentence} from './model-deed-text.ts';
import {countText, sizeText} from './number-text.ts';
import {clean, joinSafe, type Safe, safe} from './safe.ts';

/** What came of an errand, as one sentence. */
export function noticeText(notice: Notice, apart: Safe = safe`·`): Safe {
	switch (notice.kind) {
		case 'copied':
			return copiedText(notice);
		case 'copyTooLarge':
			return safe`Not copied: ${clean(notice.where)} is more than ${clean(sizeText(notice.limitBytes))}, which no terminal takes at once.`;
		case 'shellEnded':
			// ssh has this number for itself, and wrote why on the first screen, which is drawn over.
			if (notice.exitCode === 255) {
				return safe`No connection to ${clean(notice.node)}, or it was lost. You can read why after q.`;
			}

			return notice.exitCode === undefined
				? safe`The shell on ${clean(notice.node)} was ended.`
				: safe`The shell on ${clean(notice.node)} ended (exit ${notice.exitCode}).`;
		case 'hostKeyAccepted':
			return safe`The key of ${clean(notice.node)} is accepted, and kept in ${clean(notice.file)}.`;
		case 'nodesAdded':
			return safe`Added ${namesText(notice.names)} to ${clean(notice.file)}.`;
		case 'wrongPassphrase':
			return safe`That was not the passphrase of ${clean(notice.keyFile)}.`;
		case 'set':
			return setText(notice);
		case 'chatSetting': {
			const value = notice.value ?? 'as configured';
			return safe`${clean(notice.setting, {maxCharacters: 40})}: ${clean(value, {maxCharacters: 200})}`;
		}

		case 'chatDone':
			return chatDoneText(notice);
		case 'saidElsewhere':
			return safe`Another clusterdeck goes on with ${clean(notice.title, {maxCharacters: 40})} too: both are kept, yours is followed.`;
		case 'chatExported':
			return safe`Written to ${clean(notice.file)}.`;
		case 'deeds':
			return deedsText(notice.deeds, {apart});
		case 'modelDeed':
			return deedSentence(notice.deed, notice.stage);
		case 'deedsUnderWay': {
			const count = clean(countText(notice.count, 'change'));
			return safe`${count} of models under way: q again leaves, and a pull goes on from there the next time.`;
		}

		case 'underWay':
			return safe`${argvText(notice.argv)} is under way: q again leaves.`;
		case 'readOnly':
			return safe`Not done: --read-only changes nothing outside.`;
		case 'failed':
			return clean(failureText(notice.failure));
		case 'notKept':
			return notKeptText(notice.failure);
		case 'refused':
			return clean(notice.reason);
		default:
			return assertNever(notice);
	}
}

/** Whether it is what was asked for. */
export function isGood({kind, ...notice}: Notice): boolean {
	switch (kind) {
		case 'deeds':
			return 'deeds' in notice && notice.deeds.every(isDone);
		case 'modelDeed':
			return 'stage' in notice && notice.stage.state === 'done';
		case 'copied':
		case 'chatExported':
		case 'hostKeyAccepted':
		case 'nodesAdded':
		case 'set':
		case 'chatSetting':
		case 'chatDone':
			return true;
		case 'shellEnded':
			return 'exitCode' in notice && notice.exitCode === 0;
		case 'copyTooLarge':
		case 'saidElsewhere':
		case 'wrongPassphrase':
		case 'underWay':
		case 'deedsUnderWay':
		case 'readOnly':
		case 'failed':
		case 'notKept':
		case 'refused':
			return false;
		default:
			return assertNever(kind);
	}
}

function chatDoneText({deed, title}: Extract<Notice, {readonly kind: 'chatDone'}>): Safe {
	const name = safe`"${clean(title, {maxCharacters: 40})}"`;
	switch (deed) {
		case 'deleted':
			return safe`Deleted ${name}: /undo brings it back, as u does in the list.`;
		case 'broughtBack':
			return safe`${name} is back.`;
		case 'forked':
			return safe`A new conversation goes on from here: ${name} stays as it is.`;
		case 'rewound':
			return safe`Taken back: /undo brings it back.`;
		default:
			return assertNever(deed);
	}
}

/** What to do comes first: a narrow line ends in the path. */
function notKeptText(failure: Failure): Safe {
	const where = clean(failure.where);
	switch (failure.kind) {
		case 'denied':
			return safe`Kept until you quit. To keep it longer make this writable: ${where} (${clean(failure.reason)}).`;
		case 'diskFull':
			return safe`Kept until you quit. To keep it longer free some space for ${where}.`;
		case 'missing':
			return safe`Kept until you quit. To keep it longer there has to be ${where}.`;
		default:
			return safe`Kept until you quit: ${clean(failureText(failure))}`;
	}
}

function setText({setting, value}: Extract<Notice, {kind: 'set'}>): Safe {
	switch (setting) {
		case 'mouse':
			return value === 'on'
				? safe`The mouse is on: it selects nodes.`
				: safe`The mouse is off: the terminal selects text with it.`;
		case 'bell':
			return value === 'on'
				? safe`The bell is on: it rings where something goes wrong.`
				: safe`The bell is off.`;
		case 'theme':
			return safe`The theme is ${clean(value)}.`;
		default:
			return assertNever(setting);
	}
}

function copiedText({what, where, count}: Extract<Notice, {kind: 'copied'}>): Safe {
	const whose = count > 1 ? clean(countText(count, 'node')) : clean(where);
	switch (what) {
		case 'sshCommand':
			return count > 1
				? safe`Copied the ssh commands of ${whose}.`
				: safe`Copied the ssh command of ${whose}.`;
		case 'json':
			return safe`Copied ${whose} as JSON.`;
		case 'name':
			return count > 1 ? safe`Copied the names of ${whose}.` : safe`Copied the name ${whose}.`;
		case 'event':
			return safe`Copied the event of ${whose}.`;
		case 'jobId':
			return safe`Copied the id ${whose}.`;
		case 'command':
			return safe`Copied ${clean(where, {maxCharacters: 60})}.`;
		case 'answer':
			return safe`Copied the answer.`;
		case 'code':
			return safe`Copied the code.`;
		default:
			return assertNever(what);
	}
}

/** The first three, and how many others. */
function namesText(names: readonly string[]): Safe {
	const first = joinSafe(
		names.slice(0, 3).map(name => clean(name, {maxCharacters: 60})),
		safe`, `,
	);
	return names.length > 3 ? safe`${first} and ${names.length - 3} more` : first;
}
