package org.kangcheng.encounter;

import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Every form that is shown gets a key of its own, so that sending it twice does its work once. */
@ControllerAdvice(basePackageClasses = FormKeys.class)
class FormKeys {
    private final Ids ids;

    FormKeys(Ids ids) {
        this.ids = ids;
    }

    @ModelAttribute("requestKey")
    String requestKey() {
        return PublicId.encode(ids.random());
    }
}
