/**
 * SQL for how an id is stored, with the id bound twice: a UUID as its 16 bytes, which sort by time as its text does; any
 * other id as it is. In SQL because making a buffer for each id costs the writer more than the insert of it.
 */
export const STORED_ID = "coalesce(unhex(?, '-'), ?)";
