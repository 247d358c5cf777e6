package org.kangcheng.operation;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The database's settings, written whole at each start and sized by the machine (or the container). An operator changes
 * single ones by {@code ALTER SYSTEM}, which goes before this file.
 */
final class PostgresSettings {
    private static final long MB = 1 << 20;

    private PostgresSettings() {}

    static String listeningOn(int port, Path log) {
        return listeningOn(port, log, memory(), smallSharedMemory() ? "mmap" : "posix");
    }

    static String listeningOn(int port, Path log, long memory, String dynamicSharedMemory) {
        return """
                # Written by Kangcheng at each start; to change a setting use ALTER SYSTEM.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                max_connections = 120

                # What was acknowledged survives a loss of power. Said aloud because nothing here may be traded for speed.
                fsync = on
                full_page_writes = on
                synchronous_commit = on

                shared_buffers = %dMB
                effective_cache_size = %dMB
                maintenance_work_mem = %dMB
                work_mem = 16MB
                dynamic_shared_memory_type = %s
                random_page_cost = 1.1
                # Statements are short and many: compiling them costs more than it saves.
                jit = off

                # Few, long checkpoints: each one makes every page be written whole once more.
                wal_level = replica
                wal_compression = on
                max_wal_size = 8GB
                min_wal_size = 512MB
                checkpoint_timeout = 15min
                max_wal_senders = 4
                max_replication_slots = 4

                shared_preload_libraries = 'pg_stat_statements'
                track_io_timing = on

                # A log tells of statements, never of people: no parameters, and no DETAIL, which quotes rows.
                logging_collector = on
                log_directory = '%s'
                log_filename = 'postgres-%%a.log'
                log_rotation_age = 1d
                log_rotation_size = 0
                log_truncate_on_rotation = on
                log_line_prefix = '%%m [%%p] %%u '
                log_min_duration_statement = 1000
                log_parameter_max_length = 0
                log_error_verbosity = terse
                log_timezone = 'Asia/Shanghai'
                timezone = 'Asia/Shanghai'
                lc_messages = 'C'
                """.formatted(
                        port,
                        between(128 * MB, memory * 15 / 100, 4096 * MB) / MB,
                        memory / 2 / MB,
                        between(64 * MB, memory / 32, 1024 * MB) / MB,
                        dynamicSharedMemory,
                        log);
    }

    private static long between(long least, long wanted, long most) {
        return Math.clamp(wanted, least, most);
    }

    private static long memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** A container's /dev/shm is often 64 MB, on which a parallel query dies. */
    private static boolean smallSharedMemory() {
        try {
            return Files.getFileStore(Path.of("/dev/shm")).getTotalSpace() < 1024 * MB;
        } catch (IOException e) {
            return true;
        }
    }
}
