import {failed, type Result, succeeded} from '../domain/result.ts';
import {configLimits} from '../parsers/config-bounds.ts';
import {readFileStatus} from '../transport/file-status.ts';
import {makeParent} from '../transport/make-directory.ts';
import {writeNumberedBackup} from '../transport/numbered-backup.ts';
import {readTextFile} from '../transport/read-text-file.ts';
import {writeFileAtomically} from '../transport/write-file.ts';

export type WrittenConfig = {
	/** Where the text is that stood there before; undefined: there was none. */
	readonly backup: string | undefined;
};

const keptBackups = 20;
const ownerOnly = 0o600;

/**
 * Writes a whole configuration file. What stood there goes to `config.yaml.1`, `.2`, ... first; a link is followed, and
 * the folder is made where it is missing. Failures: those of the file system; then the old text still stands.
 */
export async function writeConfig(path: string, text: string): Promise<Result<WrittenConfig>> {
	const status = await readFileStatus(path);
	if (!status.ok) {
		return status.failure.kind === 'missing' ? writeFirst(path, text) : status;
	}

	const {realPath, kind, mode, owner} = status.value;
	if (kind !== 'file') {
		return failed({kind: 'rejected', where: path, reason: 'it is no file'});
	}

	const old = await readTextFile(path, configLimits.bytes);
	if (!old.ok) {
		return old;
	}

	const backup = await writeNumberedBackup({path, text: old.value, owner, keep: keptBackups});
	if (!backup.ok) {
		return backup;
	}

	const written = await writeFileAtomically({path: realPath, text, mode, owner});
	return written.ok ? succeeded({backup: backup.value}) : written;
}

async function writeFirst(path: string, text: string): Promise<Result<WrittenConfig>> {
	const place = await makeParent(path);
	if (!place.ok) {
		return place;
	}

	const written = await writeFileAtomically({path: place.value, text, mode: ownerOnly});
	return written.ok ? succeeded({backup: undefined}) : written;
}
