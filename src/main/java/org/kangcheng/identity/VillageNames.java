package org.kangcheng.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.springframework.stereotype.Component;

/** Villages by what people write: 东昌府区古楼街道古城社区居委会, with or without spaces and the city's name. */
@Component
class VillageNames {
    private final Areas areas;
    private final Map<String, String> codes = new HashMap<>();

    VillageNames(Areas areas) {
        this.areas = areas;
    }

    synchronized Optional<String> code(String path) {
        if (codes.isEmpty()) {
            for (Area village : areas.villages()) {
                codes.put(plain(areas.path(village.code())), village.code());
            }
        }
        return Optional.ofNullable(codes.get(plain(path)));
    }

    private static String plain(String path) {
        return path.replaceAll("[\\s/>\\-]", "").replaceFirst("^(山东省)?(聊城市)?", "");
    }
}
