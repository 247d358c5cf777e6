package org.kangcheng.card;

/** Why a card ended. */
enum Closing {
    /** 注销: asked for. Who did so is not given another card unasked. */
    HOLDER,
    /** 换发: another card took its place. */
    REPLACED,
    /** Its holder turned out to be somebody else, who has a card. */
    MERGED,
    DECEASED
}
