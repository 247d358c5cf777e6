package org.kangcheng.identity;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.springframework.stereotype.Component;

/** Villages by what people write: 东昌府区古楼街道古城社区居委会, with or without spaces and the city's name. */
@Component
public class VillageNames {
    /** @param of the divisions that these are the names of */
    private record Known(Collection<Area> of, Map<String, String> codes) {}

    private final Areas areas;
    private volatile Known known = new Known(List.of(), Map.of());

    VillageNames(Areas areas) {
        this.areas = areas;
    }

    Optional<String> code(String path) {
        return Optional.ofNullable(codes().get(plain(path)));
    }

    /** The village that an address begins with: 聊城市东昌府区古楼街道古城社区居委会光岳路1号. */
    public Optional<String> ofAddress(String address) {
        String plain = plain(address);
        return codes().entrySet().stream()
                .filter(village -> plain.startsWith(village.getKey()))
                .max(Comparator.comparingInt(village -> village.getKey().length()))
                .map(Map.Entry::getValue);
    }

    /** Made anew when the divisions have been read again, for they may be imported. */
    private Map<String, String> codes() {
        Collection<Area> now = areas.all();
        Known it = known;
        if (it.of() != now) {
            Map<String, String> codes = new HashMap<>();
            areas.villages().forEach(village -> codes.put(plain(areas.path(village.code())), village.code()));
            it = new Known(now, codes);
            known = it;
        }
        return it.codes();
    }

    private static String plain(String path) {
        return path.replaceAll("[\\s/>\\-]", "").replaceFirst("^(中国)?(山东省)?(聊城市)?", "");
    }
}
