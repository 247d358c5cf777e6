package org.kangcheng.programme;

/**
 * Where tables of a kind come in: what the page with the upload and the page with its progress show.
 *
 * @param above the page that leads here, and its title
 * @param action where the table is sent; its template is below
 * @param jobs where its progress is, by its id
 * @param rows what a row is, and what becomes of one that is there already
 */
record SheetPlace(String title, String above, String aboveTitle, String action, String jobs, String rows) {}
