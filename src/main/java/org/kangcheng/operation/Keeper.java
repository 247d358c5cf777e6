package org.kangcheng.operation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever started the database: holds its folder, starts it again when it dies, stops it in the end. */
final class Keeper implements AutoCloseable {
    private static final int SECONDS_BETWEEN_LOOKS_AT_THE_ARCHIVE = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final DataDirectory.Hold hold;
    private final Cluster cluster;
    private final Postmaster postmaster;
    private final Thread watchdog;
    private boolean closed;

    Keeper(DataDirectory.Hold hold, Cluster cluster, Postmaster postmaster) {
        this.hold = hold;
        this.cluster = cluster;
        this.postmaster = postmaster;
        this.watchdog = Thread.ofPlatform().daemon().name("database-watchdog").start(this::watch);
    }

    private void watch() {
        try {
            for (long second = 1; ; second++) {
                Interruption.pause(1000);
                restartIfDead();
                if (second % SECONDS_BETWEEN_LOOKS_AT_THE_ARCHIVE == 0) {
                    warnOfTheArchive();
                }
            }
        } catch (Interruption e) {
            LOG.debug("The watchdog ends", e);
        }
    }

    private synchronized void restartIfDead() {
        if (closed || postmaster.alive()) {
            return;
        }
        LOG.warn("The database is gone; starting it again");
        try {
            postmaster.restart(cluster);
            LOG.warn("The database is back");
        } catch (Interruption e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The database does not come back; trying again", e);
        }
    }

    /** The log waits in the data directory until it can be archived: a full or lost archive must not go unseen. */
    private synchronized void warnOfTheArchive() {
        if (!closed && postmaster.alive() && postmaster.archiveFails()) {
            LOG.warn("The archive of the database's log fails: see the database's own log for the reason");
        }
    }

    @Override
    public void close() {
        watchdog.interrupt();
        synchronized (this) {
            if (!closed) {
                closed = true;
                stop();
            }
        }
    }

    private void stop() {
        try {
            if (postmaster.alive()) {
                cluster.stop();
            }
        } finally {
            hold.close();
        }
    }
}
