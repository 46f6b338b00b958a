/** Stands in for what Ink loads for the developer tools of React only. */
export const nothing = undefined;
