package org.kangcheng.tally;

import java.util.List;

/** What a module has that figures can be made of; each module that has any is asked. */
public interface Feeds {
    List<Feed> feeds();
}
