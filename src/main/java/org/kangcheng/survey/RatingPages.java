package org.kangcheng.survey;

import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.encounter.Visit;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The resident rates her visit, and sees what she said. */
@Controller
@Allowed(Role.RESIDENT)
class RatingPages {
    private final Ratings ratings;
    private final Institutions institutions;

    RatingPages(Ratings ratings, Institutions institutions) {
        this.ratings = ratings;
        this.institutions = institutions;
    }

    @GetMapping("/m/visits/{visitId}/rating")
    String show(Actor actor, @PathVariable String visitId, Model model) {
        Visit visit = PublicId.parse(visitId)
                .flatMap(id -> ratings.own(actor, id))
                .orElseThrow(() -> Refusal.notFound("没有这次就诊。").asException());
        model.addAttribute("visit", visit);
        model.addAttribute("rating", ratings.of(visit.id()).orElse(null));
        model.addAttribute(
                "institution",
                institutions.find(visit.institutionId()).map(Institution::name).orElse(""));
        return "survey/rating";
    }

    @PostMapping("/m/visits/{visitId}/rating")
    String rate(
            Actor actor,
            @PathVariable String visitId,
            @RequestParam int service,
            @RequestParam int waiting,
            @RequestParam int result,
            @RequestParam Optional<String> comment) {
        PublicId visit = PublicId.parse(visitId)
                .orElseThrow(() -> Refusal.notFound("没有这次就诊。").asException());
        String words = comment.map(String::strip).filter(it -> !it.isEmpty()).orElse(null);
        if (ratings.rate(actor, visit, new Rating(service, waiting, result, words))
                instanceof RateResult.NotRated(Refusal refusal)) {
            throw refusal.asException();
        }
        return "redirect:/m/visits/" + visit + "/rating";
    }
}
