import {useState} from 'react';

/** What is made once for as long as a view is there: a cache, which may change and of which nothing depends that is drawn. */
export function useMade<Made>(make: () => Made): Made {
	const [made] = useState(make);
	return made;
}
